// Does a value fit a schema of the OpenAPI document? What of JSON Schema 2020-12 the document uses, and strictly:
// an unknown keyword is a fault, as is a member of an object that the schema does not name.
const annotations = new Set(['description', 'title', 'examples', 'default', 'deprecated', 'readOnly', 'writeOnly', '$comment']);

const type_of = (value) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
};

const formats = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'date-time': /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
  email: /^[^@\s]+@[^@\s]+$/,
  password: /^/,
  int64: /^/,
  int32: /^/,
  double: /^/,
};

const length = (text) => [...text].length;

/** @type {Record<string, (value: any, rule: any, at: {path: string, schema: any, faults: string[], check: Function}) => unknown>} */
const keywords = {
  type: (value, rule) => {
    const own = type_of(value);
    return [rule].flat().some((type) => type === own || (type === 'number' && own === 'integer'));
  },
  enum: (value, rule) => rule.includes(value),
  const: (value, rule) => value === rule,
  minimum: (value, rule) => typeof value !== 'number' || value >= rule,
  maximum: (value, rule) => typeof value !== 'number' || value <= rule,
  exclusiveMinimum: (value, rule) => typeof value !== 'number' || value > rule,
  exclusiveMaximum: (value, rule) => typeof value !== 'number' || value < rule,
  minLength: (value, rule) => typeof value !== 'string' || length(value) >= rule,
  maxLength: (value, rule) => typeof value !== 'string' || length(value) <= rule,
  pattern: (value, rule) => typeof value !== 'string' || new RegExp(rule, 'u').test(value),
  minItems: (value, rule) => !Array.isArray(value) || value.length >= rule,
  maxItems: (value, rule) => !Array.isArray(value) || value.length <= rule,
  format: (value, rule) => {
    if (!(rule in formats)) return false;
    return typeof value !== 'string' || formats[rule].test(value);
  },
  required: (value, rule) => type_of(value) !== 'object' || rule.every((name) => Object.hasOwn(value, name)),
  items: (value, rule, { path, check }) => !Array.isArray(value) || value.forEach((item, at) => check(item, rule, `${path}[${at}]`)) || true,
  properties: (value, rule, { path, check, schema, faults }) => {
    if (type_of(value) !== 'object') return true;
    for (const [name, member] of Object.entries(value)) {
      if (Object.hasOwn(rule, name)) check(member, rule[name], `${path}.${name}`);
      else if (type_of(schema.additionalProperties) !== 'object') faults.push(`${path}.${name} is not in the schema`);
    }
    return true;
  },
  additionalProperties: () => true, // with `properties`
};

/** What does not fit, one line each; empty if the value fits. */
export function faults_of(document, value, schema, path = '$') {
  const faults = [];
  const check = (inner, rule, at) => faults.push(...faults_of(document, inner, rule, at));
  if (schema.$ref !== undefined) {
    const target = schema.$ref.split('/').slice(1).reduce((node, name) => node?.[name], document);
    return target === undefined ? [`${path}: ${schema.$ref} is nowhere`] : faults_of(document, value, target, path);
  }
  for (const [name, rule] of Object.entries(schema)) {
    if (annotations.has(name) || name.startsWith('x-')) continue;
    if (['oneOf', 'anyOf'].includes(name)) {
      const fitting = rule.filter((variant) => faults_of(document, value, variant, path).length === 0).length;
      if (fitting === 0 || (name === 'oneOf' && fitting > 1)) faults.push(`${path} fits ${fitting} of ${name}: ${JSON.stringify(value)}`);
    } else if (name === 'allOf') rule.forEach((part) => check(value, part, path));
    else if (!(name in keywords)) faults.push(`${path}: the keyword ${name} is not known here`);
    else if (!keywords[name](value, rule, { path, schema, faults, check }))
      faults.push(`${path} breaks ${name} ${JSON.stringify(rule)}: ${JSON.stringify(value)?.slice(0, 120)}`);
  }
  return faults;
}

const matches = (template, path) => {
  const [want, have] = [template.split('/'), path.split('/')];
  return want.length === have.length && want.every((part, at) => (part.startsWith('{') ? have[at] !== '' : part === have[at]));
};

/** Every operation of the document: { name: 'GET /api/v1/orders/{order}', method, template, operation }. */
export function operations_of(document) {
  return Object.entries(document.paths).flatMap(([template, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${template}`,
      method: method.toUpperCase(),
      template,
      operation,
    })),
  );
}

/** The operation that an exchange was, or undefined: a path with fewer parameters goes before. */
export function operation_of(document, method, path) {
  const plain = path.split('?')[0];
  return operations_of(document)
    .filter((one) => one.method === method && matches(one.template, plain))
    .sort((a, b) => a.template.split('{').length - b.template.split('{').length)[0];
}

/** What in an exchange is not as the document says. */
export function exchange_faults(document, { method, path, sent, answer }) {
  const found = operation_of(document, method, path);
  if (found === undefined) return [`${method} ${path} is not in the document`];
  const { operation, name } = found;
  const declared = operation.responses[answer.status] ?? (answer.status >= 400 ? operation.responses.default : undefined);
  if (declared === undefined) return [`${name}: ${answer.status} is not declared`];
  const faults = [];
  const type = (answer.headers['content-type'] ?? '').split(';')[0];
  if (declared.content === undefined) {
    if (answer.text !== '') faults.push(`${name} ${answer.status}: a body, where none is declared`);
  } else if (!(type in declared.content)) faults.push(`${name} ${answer.status}: ${type} is not declared`);
  else faults.push(...faults_of(document, answer.body, declared.content[type].schema).map((fault) => `${name} ${answer.status}: ${fault}`));
  const asked = operation.requestBody?.content?.['application/json']?.schema;
  if (answer.status < 300 && sent !== undefined) {
    if (asked === undefined) faults.push(`${name}: a body was taken that is not declared`);
    else faults.push(...faults_of(document, JSON.parse(sent), asked).map((fault) => `${name} asked: ${fault}`));
  }
  return faults;
}
