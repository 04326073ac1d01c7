/**
 * The one door to the server. Types come from openapi.json; a difference between the server and these pages
 * is a type error in this file. Every call either returns the answer or throws a Problem.
 */
import createClient from 'openapi-fetch';
import type { paths } from '@/generated/api';

const client = createClient<paths>({ baseUrl: '/api/v1', credentials: 'same-origin' });

/** A refusal by the server, or `offline` (status 0) when no answer came. `code` is stable. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly field?: string,
  ) {
    super(code);
    this.name = 'Problem';
  }
}

type Answer<T> = { data?: T; error?: unknown; response: Response };
type JsonOf<R> = R extends { content: { 'application/json': infer T } } ? T : never;
type AnswerOf<P extends keyof paths, M extends keyof paths[P], S extends number> =
  paths[P][M] extends { responses: Record<S, infer R> } ? JsonOf<R> : never;
type BodyOf<P extends keyof paths, M extends keyof paths[P]> =
  paths[P][M] extends { requestBody: { content: { 'application/json': infer T } } } ? T : never;

export type Places = AnswerOf<'/places', 'get', 200>;
export type Place = Places['items'][number];
export type Market = AnswerOf<'/markets', 'get', 200>['items'][number];
export type Quote = AnswerOf<'/quotes/{quote}', 'get', 200>;
export type QuoteRequest = BodyOf<'/quotes', 'post'>;
export type RoofPlane = QuoteRequest['roof_planes'][number];
export type Money = Quote['price']['total'];
export type Account = AnswerOf<'/account', 'get', 200>;
export type AccountRequest = BodyOf<'/accounts', 'post'>;
export type SessionRequest = BodyOf<'/sessions', 'post'>;
export type Order = AnswerOf<'/orders/{order}', 'get', 200>;
export type OrderRequest = BodyOf<'/orders', 'post'>;
export type OrderPage = AnswerOf<'/orders', 'get', 200>;
export type OrderMove = BodyOf<'/orders/{order}/moves', 'post'>;
export type Rating = BodyOf<'/orders/{order}/rating', 'post'>;
export type Timeline = AnswerOf<'/orders/{order}/timeline', 'get', 200>;
export type TimelineEntry = Timeline['items'][number];
export type Crew = AnswerOf<'/crew', 'get', 200>;
export type Offer = AnswerOf<'/offers', 'get', 200>['items'][number];
export type JobPage = AnswerOf<'/jobs', 'get', 200>;
export type Job = AnswerOf<'/jobs/{job}', 'get', 200>;
export type JobMove = BodyOf<'/jobs/{job}/moves', 'post'>;

function member(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = (value as Record<string, unknown>)[name];
  return typeof found === 'string' ? found : undefined;
}

async function settled<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    throw new Problem(0, 'offline');
  }
  if (!answer.response.ok) {
    const code = member(answer.error, 'code') ?? `status_${answer.response.status}`;
    throw new Problem(answer.response.status, code, member(answer.error, 'field'));
  }
  return answer;
}

async function answered<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, response } = await settled(call);
  if (data === undefined) throw new Problem(response.status, 'answer_unreadable');
  return data;
}

async function done(call: Promise<Answer<unknown>>): Promise<void> {
  await settled(call);
}

/** Of two requests with one key the server runs the first, and answers both alike. */
const keyed = (key: string) => ({ 'Idempotency-Key': key });

export const api = {
  places: (q: string) => answered(client.GET('/places', { params: { query: { q } } })),
  markets: () => answered(client.GET('/markets')),
  createQuote: (body: QuoteRequest) => answered(client.POST('/quotes', { body })),
  quote: (quote: string) => answered(client.GET('/quotes/{quote}', { params: { path: { quote } } })),

  signUp: (body: AccountRequest) => done(client.POST('/accounts', { body })),
  verifyEmail: (token: string) => done(client.POST('/email-verifications', { body: { token } })),
  requestVerification: (email: string) => done(client.POST('/email-verifications/requests', { body: { email } })),
  signIn: (body: SessionRequest) => answered(client.POST('/sessions', { body })),
  signOut: () => done(client.DELETE('/sessions/current')),
  account: () => answered(client.GET('/account')),

  placeOrder: (body: OrderRequest, key: string) =>
    answered(client.POST('/orders', { headers: keyed(key), body })),
  orders: (cursor?: string) => answered(client.GET('/orders', { params: { query: cursor ? { cursor } : {} } })),
  order: (order: string) => answered(client.GET('/orders/{order}', { params: { path: { order } } })),
  orderTimeline: (order: string) =>
    answered(client.GET('/orders/{order}/timeline', { params: { path: { order } } })),
  moveOrder: (order: string, body: OrderMove, key: string) =>
    answered(client.POST('/orders/{order}/moves', { params: { path: { order } }, headers: keyed(key), body })),
  waiveCoolingOff: (order: string, version: number, key: string) =>
    answered(client.POST('/orders/{order}/cooling-off-waiver', { params: { path: { order } }, headers: keyed(key), body: { version } })),
  rateOrder: (order: string, body: Rating, key: string) =>
    answered(client.POST('/orders/{order}/rating', { params: { path: { order } }, headers: keyed(key), body })),

  crew: () => answered(client.GET('/crew')),
  offers: () => answered(client.GET('/offers')),
  acceptOffer: (offer: string, key: string) =>
    answered(client.POST('/offers/{offer}/acceptance', { params: { path: { offer } }, headers: keyed(key), body: {} })),
  refuseOffer: (offer: string) =>
    done(client.POST('/offers/{offer}/refusal', { params: { path: { offer } }, body: {} })),
  jobs: (cursor?: string) => answered(client.GET('/jobs', { params: { query: cursor ? { cursor } : {} } })),
  job: (job: string) => answered(client.GET('/jobs/{job}', { params: { path: { job } } })),
  jobTimeline: (job: string) => answered(client.GET('/jobs/{job}/timeline', { params: { path: { job } } })),
  moveJob: (job: string, body: JobMove, key: string) =>
    answered(client.POST('/jobs/{job}/moves', { params: { path: { job } }, headers: keyed(key), body })),
};

/** Where live updates come from; the session cookie goes along by itself. */
export const eventsUrl = '/api/v1/events';
