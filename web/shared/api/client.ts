/**
 * The one door to the server. Types come from openapi.json; a difference between the server and these pages
 * is a type error in this file. Every call either returns the answer or throws a Problem.
 */
import createClient from 'openapi-fetch';
import type { paths } from '@/generated/api';
import { fetchProven } from './proof';

const client = createClient<paths>({ baseUrl: '/api/v1', credentials: 'same-origin', fetch: fetchProven });

/** A refusal by the server, or `offline` (status 0) when no answer came. `code` is stable. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly field?: string,
    /** How long to wait before asking again, where the server said so. */
    readonly waitSeconds?: number,
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
export type Price = Quote['price'];
export type Money = Price['total'];
export type DesignRequest = BodyOf<'/designs', 'post'>;
export type Design = AnswerOf<'/designs', 'post', 200>;
export type Account = AnswerOf<'/account', 'get', 200>;
export type AccountRequest = BodyOf<'/accounts', 'post'>;
export type SessionRequest = BodyOf<'/sessions', 'post'>;
export type SignInState = AnswerOf<'/sessions/current', 'get', 200>;
export type Method = SignInState['methods'][number];
export type PasskeyQuestion = AnswerOf<'/sessions/passkey-options', 'post', 201>;
export type Assertion = BodyOf<'/sessions/passkey', 'post'>['credential'];
export type SecondFactor = BodyOf<'/sessions/current/second-factor', 'post'>;
export type StepUp = BodyOf<'/sessions/current/step-up', 'post'>;
export type FactorReset = AnswerOf<'/sessions/current/factor-reset', 'get', 200>;
export type EnrolmentView = AnswerOf<'/enrolments/views', 'post', 200>;
export type EnrolmentUse = BodyOf<'/enrolments', 'post'>;
export type Security = AnswerOf<'/account/security', 'get', 200>;
export type Passkey = Security['passkeys'][number];
export type TotpOffer = AnswerOf<'/account/totp', 'post', 201>;
export type PasskeyOffer = AnswerOf<'/account/passkeys/options', 'post', 201>;
export type NewPasskey = BodyOf<'/account/passkeys', 'post'>;
export type FactorEnrolled = AnswerOf<'/account/passkeys', 'post', 201>;
export type OwnSession = AnswerOf<'/account/sessions', 'get', 200>['items'][number];
export type ApiKeys = AnswerOf<'/account/api-keys', 'get', 200>;
export type ApiKey = ApiKeys['items'][number];
export type ApiKeyRequest = BodyOf<'/account/api-keys', 'post'>;
export type NewApiKey = AnswerOf<'/account/api-keys', 'post', 201>;
export type RecordPage = AnswerOf<'/account/record', 'get', 200>;
export type RecordItem = RecordPage['items'][number];
export type Standing = NonNullable<RecordItem['standing']>;
export type StaffMember = AnswerOf<'/staff', 'get', 200>['items'][number];
export type StaffInvitation = BodyOf<'/staff/invitations', 'post'>;
export type StaffRole = StaffInvitation['role'];
export type LockReason = BodyOf<'/accounts/{account}/lock', 'post'>['reason'];
export type SecurityEvent = AnswerOf<'/security-events', 'get', 200>['items'][number];
export type Alert = AnswerOf<'/alerts', 'get', 200>['items'][number];
export type AlertFilter = Exclude<Alert['state'], 'acknowledged'>;
export type CloseReason = BodyOf<'/alerts/{alert}/closing', 'post'>['reason'];
export type Course = AnswerOf<'/training', 'get', 200>;
export type CourseAnswers = BodyOf<'/training/answers', 'post'>;
export type CourseResult = AnswerOf<'/training/answers', 'post', 200>;
export type GrantRequest = BodyOf<'/grants', 'post'>;
export type Grant = AnswerOf<'/grants', 'get', 200>['items'][number];
export type CaseRequest = BodyOf<'/cases', 'post'>;
export type CaseSearched = AnswerOf<'/cases', 'post', 200>;
export type SupportCase = AnswerOf<'/cases', 'get', 200>['items'][number];
export type CaseDetail = AnswerOf<'/cases/{case_id}', 'get', 200>;
export type OpenedOrder = AnswerOf<'/opened/orders/{order}', 'get', 200>;
export type ChangeProposal = BodyOf<'/cases/{case_id}/changes', 'post'>;
export type Change = AnswerOf<'/change-requests', 'get', 200>['items'][number];
export type ChangeField = Change['fields'][number];
export type Difference = AnswerOf<'/change-requests/{change}', 'get', 200>['differences'][number];
export type OwnChange = AnswerOf<'/account/changes', 'get', 200>['items'][number];
export type OwnData = AnswerOf<'/account/exports', 'post', 201>;
export type CrewInvitation = BodyOf<'/crews', 'post'>;
export type Figures = AnswerOf<'/figures', 'get', 200>;
export type SystemState = AnswerOf<'/system', 'get', 200>;
export type OrderProgress = AnswerOf<'/support/orders/{order}', 'get', 200>;
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
export type JobStep = AnswerOf<'/jobs/{job}/moves', 'post', 200>;
export type JobMove = BodyOf<'/jobs/{job}/moves', 'post'>;
export type CrewDay = AnswerOf<'/crew/day', 'get', 200>;
export type CrewStop = CrewDay['stops'][number];
export type CrewCalendar = AnswerOf<'/crew/calendar', 'get', 200>;
export type VisitProgress = BodyOf<'/crew/visits/{visit}/progress', 'post'>;
export type VisitStep = AnswerOf<'/crew/visits/{visit}/progress', 'post', 200>;
export type Absence = CrewCalendar['absences'][number];
export type AbsenceRequest = BodyOf<'/crew/absences', 'post'>;
export type OwnVisits = AnswerOf<'/orders/{order}/visits', 'get', 200>;
export type OwnVisit = OwnVisits['items'][number];
export type Appointment = OwnVisit['changes'][number]['before'];
export type VisitAnswer = BodyOf<'/visits/{visit}/answer', 'post'>;
export type Board = AnswerOf<'/dispatch/board', 'get', 200>;
export type BoardCrew = Board['crews'][number];
export type BoardStop = BoardCrew['stops'][number];
export type ClosedDay = Board['closed_days'][number];
export type DayClosing = BodyOf<'/dispatch/closed-days', 'post'>;
export type VisitTry = BodyOf<'/dispatch/trials', 'post'>;
export type VisitMove = BodyOf<'/dispatch/moves', 'post'>;
export type Trial = AnswerOf<'/dispatch/trials', 'post', 200>;

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
    const wait = Number(answer.response.headers.get('Retry-After') ?? NaN);
    throw new Problem(answer.response.status, code, member(answer.error, 'field'), Number.isFinite(wait) ? wait : undefined);
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

/** What is absent is null; every other refusal is one. */
async function orNone<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/** A request that says no more than that it is made. */
const nothing = { body: {} };

/** Of two requests with one key the server runs the first, and answers both alike. */
const keyed = (key: string) => ({ 'Idempotency-Key': key });

export const api = {
  places: (q: string) => answered(client.GET('/places', { params: { query: { q } } })),
  markets: () => answered(client.GET('/markets')),
  createQuote: (body: QuoteRequest) => answered(client.POST('/quotes', { body })),
  design: (body: DesignRequest) => answered(client.POST('/designs', { body })),
  quote: (quote: string) => answered(client.GET('/quotes/{quote}', { params: { path: { quote } } })),

  signUp: (body: AccountRequest) => done(client.POST('/accounts', { body })),
  verifyEmail: (token: string, password: string) => answered(client.POST('/email-verifications', { body: { token, password } })),
  requestVerification: (email: string) => done(client.POST('/email-verifications/requests', { body: { email } })),
  enrolment: (token: string) => answered(client.POST('/enrolments/views', { body: { token } })),
  useEnrolment: (body: EnrolmentUse) => answered(client.POST('/enrolments', { body })),

  session: () => answered(client.GET('/sessions/current')),
  signIn: (body: SessionRequest) => answered(client.POST('/sessions', { body })),
  signOut: () => done(client.DELETE('/sessions/current')),
  signInQuestion: () => answered(client.POST('/sessions/passkey-options', nothing)),
  signInWithPasskey: (credential: Assertion) => answered(client.POST('/sessions/passkey', { body: { credential } })),
  secondFactorQuestion: () => answered(client.POST('/sessions/current/passkey-options', nothing)),
  showSecondFactor: (body: SecondFactor) => answered(client.POST('/sessions/current/second-factor', { body })),
  stepUpQuestion: () => answered(client.POST('/sessions/current/step-up-options', nothing)),
  stepUp: (body: StepUp) => answered(client.POST('/sessions/current/step-up', { body })),

  factorReset: () => orNone(answered(client.GET('/sessions/current/factor-reset'))),
  requestFactorReset: () => answered(client.POST('/sessions/current/factor-reset', nothing)),
  completeFactorReset: () => answered(client.POST('/sessions/current/factor-reset/completion', nothing)),
  cancelFactorReset: (token: string) => done(client.POST('/factor-resets/cancellations', { body: { token } })),
  requestPasswordReset: (email: string) => done(client.POST('/password-resets/requests', { body: { email } })),
  resetPassword: (token: string, password: string) => done(client.POST('/password-resets', { body: { token, password } })),
  confirmEmail: (token: string) => done(client.POST('/email-changes', { body: { token } })),

  security: () => answered(client.GET('/account/security')),
  changePassword: (password: string) => answered(client.POST('/account/password', { body: { password } })),
  changeEmail: (email: string) => done(client.POST('/account/email', { body: { email } })),
  beginTotp: () => answered(client.POST('/account/totp', nothing)),
  confirmTotp: (code: string) => answered(client.POST('/account/totp/confirmations', { body: { code } })),
  removeTotp: () => done(client.DELETE('/account/totp')),
  passkeyOffer: () => answered(client.POST('/account/passkeys/options', nothing)),
  addPasskey: (body: NewPasskey) => answered(client.POST('/account/passkeys', { body })),
  removePasskey: (passkey: string) => done(client.DELETE('/account/passkeys/{passkey}', { params: { path: { passkey } } })),
  makeRecoveryCodes: () => answered(client.POST('/account/recovery-codes', nothing)),
  ownSessions: () => answered(client.GET('/account/sessions')),
  endSession: (session: string) => done(client.DELETE('/account/sessions/{session}', { params: { path: { session } } })),
  endOtherSessions: () => done(client.DELETE('/account/sessions')),
  apiKeys: () => answered(client.GET('/account/api-keys')),
  makeApiKey: (body: ApiKeyRequest) => answered(client.POST('/account/api-keys', { body })),
  endApiKey: (api_key: string) => done(client.DELETE('/account/api-keys/{api_key}', { params: { path: { api_key } } })),
  history: (before?: number) => answered(client.GET('/account/history', { params: { query: { before } } })),

  record: (before?: number) => answered(client.GET('/account/record', { params: { query: { before } } })),
  logCheckpoint: () => answered(client.GET('/log/checkpoint')),
  logConsistency: (from: number, to: number) => answered(client.GET('/log/consistency', { params: { query: { from, to } } })),

  staff: () => answered(client.GET('/staff')),
  inviteStaff: (body: StaffInvitation) => done(client.POST('/staff/invitations', { body })),
  sendEnrolmentLink: (account: string) => done(client.POST('/staff/{account}/enrolment-links', { params: { path: { account } }, ...nothing })),
  findAccount: (email: string) => orNone(answered(client.POST('/accounts/searches', { body: { email } }))),
  lockAccount: (account: string, reason: LockReason) => done(client.POST('/accounts/{account}/lock', { params: { path: { account } }, body: { reason } })),
  unlockAccount: (account: string) => done(client.DELETE('/accounts/{account}/lock', { params: { path: { account } } })),
  changeRole: (account: string, role: StaffRole) => done(client.POST('/accounts/{account}/role', { params: { path: { account } }, body: { role } })),
  endSessionsOf: (account: string) => done(client.DELETE('/accounts/{account}/sessions', { params: { path: { account } } })),
  sendPasswordReset: (account: string) => done(client.POST('/accounts/{account}/password-reset', { params: { path: { account } }, ...nothing })),
  inviteCrew: (body: CrewInvitation) => done(client.POST('/crews', { body })),
  figures: () => answered(client.GET('/figures')),
  system: () => answered(client.GET('/system')),
  orderProgress: (order: string) => answered(client.GET('/support/orders/{order}', { params: { path: { order } } })),
  securityEvents: (account?: string, before?: number) => answered(client.GET('/security-events', { params: { query: { account, before } } })),

  alerts: (state: AlertFilter, before?: string) => answered(client.GET('/alerts', { params: { query: { state, before } } })),
  acknowledgeAlert: (alert: string) => done(client.POST('/alerts/{alert}/acknowledgement', { params: { path: { alert } }, ...nothing })),
  closeAlert: (alert: string, reason: CloseReason) => done(client.POST('/alerts/{alert}/closing', { params: { path: { alert } }, body: { reason } })),
  course: (language: CourseAnswers['language']) => answered(client.GET('/training', { params: { query: { language } } })),
  answerCourse: (body: CourseAnswers) => answered(client.POST('/training/answers', { body })),
  askForGrant: (body: GrantRequest) => done(client.POST('/grants', { body })),
  openContact: (account: string) => answered(client.GET('/opened/accounts/{account}', { params: { path: { account } } })),
  ownGrants: () => answered(client.GET('/grants')),
  giveUpGrant: (grant: string) => done(client.DELETE('/grants/{grant}', { params: { path: { grant } } })),
  grantRequests: () => answered(client.GET('/grant-requests')),
  approveGrant: (grant: string) => done(client.POST('/grants/{grant}/approval', { params: { path: { grant } }, ...nothing })),
  refuseGrant: (grant: string, reason: string) => done(client.POST('/grants/{grant}/refusal', { params: { path: { grant } }, body: { reason } })),
  liveGrants: () => answered(client.GET('/live-grants')),
  revokeGrant: (grant: string) => done(client.POST('/grants/{grant}/revocation', { params: { path: { grant } }, ...nothing })),

  openCase: (body: CaseRequest) => answered(client.POST('/cases', { body })),
  cases: () => answered(client.GET('/cases')),
  readCase: (case_id: string) => answered(client.GET('/cases/{case_id}', { params: { path: { case_id } } })),
  openOrder: (order: string) => answered(client.GET('/opened/orders/{order}', { params: { path: { order } } })),
  proposeChange: (case_id: string, body: ChangeProposal) => answered(client.POST('/cases/{case_id}/changes', { params: { path: { case_id } }, body })),
  changeRequests: () => answered(client.GET('/change-requests')),
  openChange: (change: string) => answered(client.GET('/change-requests/{change}', { params: { path: { change } } })),
  withdrawChange: (change: string) => done(client.DELETE('/change-requests/{change}', { params: { path: { change } } })),
  approveChange: (change: string) => done(client.POST('/change-requests/{change}/approval', { params: { path: { change } }, ...nothing })),
  refuseChange: (change: string, reason: string) => done(client.POST('/change-requests/{change}/refusal', { params: { path: { change } }, body: { reason } })),
  ownChanges: () => answered(client.GET('/account/changes')),
  approveOwnChange: (change: string) => done(client.POST('/account/changes/{change}/approval', { params: { path: { change } }, ...nothing })),
  refuseOwnChange: (change: string) => done(client.POST('/account/changes/{change}/refusal', { params: { path: { change } }, ...nothing })),
  exportOwnData: () => answered(client.POST('/account/exports', nothing)),
  eraseAccount: (email: string) => done(client.POST('/account/erasure', { body: { email } })),

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

  crewDay: (day: string) => answered(client.GET('/crew/day', { params: { query: { day } } })),
  crewCalendar: (from: string, days: number) => answered(client.GET('/crew/calendar', { params: { query: { from, days } } })),
  sayProgress: (visit: string, body: VisitProgress, key: string) =>
    answered(client.POST('/crew/visits/{visit}/progress', { params: { path: { visit } }, headers: keyed(key), body })),
  reportAbsence: (body: AbsenceRequest) => answered(client.POST('/crew/absences', { body })),
  takeBackAbsence: (absence: string) => done(client.DELETE('/crew/absences/{absence}', { params: { path: { absence } } })),
  orderVisits: (order: string) => answered(client.GET('/orders/{order}/visits', { params: { path: { order } } })),
  answerVisit: (visit: string, body: VisitAnswer, key: string) =>
    answered(client.POST('/visits/{visit}/answer', { params: { path: { visit } }, headers: keyed(key), body })),

  board: (day: string) => answered(client.GET('/dispatch/board', { params: { query: { day } } })),
  tryMove: (body: VisitTry) => answered(client.POST('/dispatch/trials', { body })),
  moveVisit: (body: VisitMove, key: string) => answered(client.POST('/dispatch/moves', { headers: keyed(key), body })),
  closeDay: (body: DayClosing) => answered(client.POST('/dispatch/closed-days', { body })),
  openDay: (closed_day: string) => done(client.DELETE('/dispatch/closed-days/{closed_day}', { params: { path: { closed_day } } })),
};

/** Where live updates come from; the session cookie goes along by itself. */
export const eventsUrl = '/api/v1/events';
