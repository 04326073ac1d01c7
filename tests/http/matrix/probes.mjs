// How each endpoint is asked, and what whoever may is then given. What would change something that another cell needs is
// asked with what cannot succeed (a missing member, a version that never was), so that the refusal shows that the caller
// was let in; what may be used up is asked for in a later turn.
import { new_person, order_request, quote_request } from '../parts/people.mjs';
import { course_answers } from '../parts/course.mjs';
import { absent_id } from './cast.mjs';

const never_version = 1_000_000_000;
const at = { body: { version: never_version }, granted: '409 order_changed', missing: 'order_not_found' };
const incomplete = { body: {}, granted: '422 missing_member' };
const made_up = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const unread_passkey = { client_data_json: 'e30', attestation_object: 'oA', transports: [] };

/**
 * When a granted cell is tried: refusals first, then what takes something away, the session that it is asked with last.
 * Whoever removes a factor ends their other sessions too, so that comes after these.
 */
export const turns = { first: 0, taking: 1, old_session: 2, other_sessions: 3, passkey: 4, app: 5, session: 6 };
const sign_out_turn = ({ person, shown }) =>
  shown === 'stale' || person.startsWith('entering') || person.startsWith('joining') ? turns.old_session : turns.session;

export const probes = {
  find_places: { query: '?q=Madrid&country=ES', granted: '200' },
  list_markets: { granted: '200' },
  create_quote: incomplete,
  create_design: incomplete,
  get_quote: { granted: '200', missing: 'quote_not_found' },
  read_interface: { granted: '200' },
  move_clock: { body: { advance_seconds: 0 }, granted: '200' },
  read_log_checkpoint: { granted: '200' },
  read_log_consistency: { query: '?from=2&to=1', granted: '422 beyond_the_log' },

  sign_up: incomplete,
  verify_email: { body: { token: made_up, password: 'tangled umbrella forest' }, granted: '422 verification_refused' },
  request_verification: incomplete,
  sign_in: incomplete,
  begin_passkey_sign_in: { body: {}, granted: '201' },
  sign_in_by_passkey: incomplete,
  read_session: { granted: '200' },
  request_password_reset: incomplete,
  reset_password: { body: { token: made_up, password: 'tangled umbrella forest' }, granted: '422 reset_refused' },
  confirm_email: { body: { token: made_up }, granted: '422 email_change_refused' },
  cancel_factor_reset: { body: { token: made_up }, granted: '422 cancellation_refused' },
  view_enrolment: { body: { token: made_up }, granted: '422 enrolment_refused' },
  use_enrolment: { body: { token: made_up }, granted: '422 enrolment_refused' },

  begin_second_factor: { body: {}, granted: '201' },
  show_second_factor: { body: {}, granted: '422 one_of_them' },
  // The crew has asked already, and again is the same; the others have not.
  request_factor_reset: { body: {}, granted: '202' },
  read_factor_reset: { granted: ({ person }) => (person === 'entering crew' ? '200' : '404 no_factor_reset') },
  complete_factor_reset: { body: {}, granted: '409 factor_reset_waits' },
  sign_out: { granted: '204', turn: sign_out_turn },
  begin_totp: { body: {}, granted: '201' },
  confirm_totp: { body: { code: 'abcdef' }, granted: '422 code_refused' },
  begin_passkey_enrolment: { body: {}, granted: '201' },
  enrol_passkey: { body: { name: 'matrix', credential: unread_passkey }, granted: '422 passkey_refused' },

  read_account: { granted: '200' },
  follow_events: { granted: '200' },
  begin_step_up: { body: {}, granted: '201' },
  step_up: { body: {}, granted: '422 one_of_them' },
  read_security: { granted: '200' },
  read_history: { granted: '200' },
  read_own_record: { granted: '200' },
  list_sessions: { granted: '200' },
  list_api_keys: { granted: '200' },
  // Without their passkey, which went the turn before, crews and staff must keep their app; a customer need not.
  remove_totp: { granted: ({ person }) => (person === 'customer' ? '204' : '409 last_factor'), turn: turns.app },
  remove_passkey: { granted: '204', missing: 'no_such_factor', turn: turns.passkey },
  make_recovery_codes: { body: { unknown: 1 }, granted: '422 unknown_member' },
  change_password: { body: { password: 'short' }, granted: '422 too_short' },
  change_email: incomplete,
  end_session: { granted: '204', missing: 'no_such_session', turn: turns.taking },
  end_other_sessions: { granted: '204', turn: turns.other_sessions },
  make_api_key: incomplete,
  end_api_key: { granted: '204', missing: 'no_such_key', turn: turns.taking },

  place_order: incomplete,
  list_orders: { granted: '200' },
  get_order: { granted: '200', missing: 'order_not_found' },
  get_order_timeline: { granted: '200', missing: 'order_not_found' },
  move_order: { ...at, body: { ...at.body, event: 'hold' } },
  waive_cooling_off: at,
  rate_order: { body: { stars: 5 }, granted: '409 not_done', missing: 'order_not_found' },
  list_order_visits: { granted: '200', missing: 'order_not_found' },
  answer_visit: { body: { accept: true }, granted: '409 no_open_question', missing: 'visit_not_found' },

  get_crew: { granted: '200' },
  list_offers: { granted: '200' },
  accept_offer: { body: {}, granted: '409 offer_closed', missing: 'offer_not_found' },
  refuse_offer: { body: {}, granted: '409 offer_closed', missing: 'offer_not_found' },
  list_jobs: { granted: '200' },
  get_job: { granted: '200', missing: 'order_not_found' },
  get_job_timeline: { granted: '200', missing: 'order_not_found' },
  move_job: { ...at, body: { ...at.body, event: 'start_survey' } },
  get_crew_day: { query: '?day=2026-05-04', granted: '200' },
  get_crew_calendar: { query: '?from=2026-05-04&days=7', granted: '200' },
  say_progress: { body: { event: 'finish' }, granted: '409 progress_not_allowed', missing: 'visit_not_found' },
  report_absence: incomplete,
  // Once more is as good as once.
  take_back_absence: { granted: '204', missing: 'absence_not_found', turn: turns.taking },

  get_board: { query: '?day=2026-05-04', granted: '200' },
  try_move: incomplete,
  move_visit: incomplete,
  close_day: incomplete,
  open_day: { granted: '204', missing: 'closed_day_not_found', turn: turns.taking },

  get_order_progress: { granted: '200', missing: 'order_not_found' },
  get_figures: { granted: '200' },
  get_system_state: { granted: '200' },

  list_staff: { granted: '200' },
  find_account: { body: ({ others }) => ({ email: others.customer.client.person.email }), granted: '200' },
  list_security_events: { granted: '200' },
  list_alerts: { granted: '200' },
  acknowledge_alert: { body: {}, granted: '204', missing: 'no_such_alert', target: 'acknowledged', turn: turns.taking },
  close_alert: { body: { reason: 'exercise' }, granted: '204', missing: 'no_such_alert', target: 'closed', turn: turns.taking },
  invite_staff: incomplete,
  enrol_crew: incomplete,
  send_enrolment_link: { body: {}, granted: '202', missing: 'no_such_account', target: 'linked', turn: turns.taking },
  lock_account: { body: { reason: 'other' }, granted: '204', missing: 'no_such_account', target: 'locked', turn: turns.taking },
  unlock_account: { granted: '204', missing: 'no_such_account', target: 'unlocked', turn: turns.taking },
  change_role: { body: { role: 'engineer' }, granted: '204', missing: 'no_such_account', target: 'moved', turn: turns.taking },
  end_sessions_of_account: { granted: '204', missing: 'no_such_account', target: 'sessionless', turn: turns.taking },
  send_password_reset: { body: {}, granted: '202', missing: 'no_such_account', turn: turns.taking },

  read_course: { query: '?language=en', granted: '200' },
  answer_course: incomplete,
  list_own_grants: { granted: '200' },
  ask_for_grant: incomplete,
  // By the old session first, and then there is nothing more to give up.
  give_up_grant: {
    granted: ({ shown }) => (shown === 'stale' ? '204' : '409 grant_over'),
    missing: 'no_such_grant',
    turn: ({ shown }) => (shown === 'stale' ? turns.taking : turns.old_session),
  },
  list_grant_requests: { granted: '200' },
  // An engineer's break-glass is for both other groups to decide, one customer's data for security alone.
  approve_grant: { body: {}, granted: ({ person }) => (person === 'engineer' ? '404 no_such_grant' : '200'), missing: 'no_such_grant', turn: turns.taking },
  refuse_grant: {
    body: { reason: 'not now' },
    granted: ({ person }) => (person === 'security' ? '204' : '404 no_such_grant'),
    missing: 'no_such_grant',
    target: 'contact',
    turn: turns.taking,
  },
  open_contact: { granted: '403 grant_required', missing: 'no_such_account' },
  list_live_grants: { granted: '200' },
  // Whosever it is, what only waits is not revoked.
  revoke_grant: { body: {}, granted: '409 grant_over', missing: 'no_such_grant' },
  open_order: { granted: '403 grant_required', missing: 'order_not_found' },

  open_case: incomplete,
  list_cases: { granted: '200' },
  read_case: { granted: '200', missing: 'no_such_case' },
  propose_change: { body: { fields: [{ field: 'email', value: 'no address' }], reason: 'To see whether it is read.' }, granted: '422 not_an_email', missing: 'no_such_case' },
  // The one change that there is was withdrawn.
  withdraw_change: { granted: '409 change_over', missing: 'no_such_change' },
  list_change_requests: { granted: '200' },
  open_change_request: { granted: '200', missing: 'no_such_change' },
  approve_change: { body: {}, granted: '409 change_over', missing: 'no_such_change' },
  refuse_change: { body: { reason: 'not now' }, granted: '409 change_over', missing: 'no_such_change' },
  list_own_changes: { granted: '200' },
  approve_own_change: { body: {}, granted: '409 change_over', missing: 'no_such_change' },
  refuse_own_change: { body: {}, granted: '409 change_over', missing: 'no_such_change' },

  export_own_data: { body: {}, granted: '201' },
  erase_own_account: { body: { email: 'nobody@example.org' }, granted: '422 not_your_email' },
};

const { email, name, language } = new_person();
/** Everything that these endpoints ask for, so that one member more is all that is wrong. */
export const complete = {
  sign_up: { ...new_person() },
  create_quote: quote_request(),
  create_design: quote_request(),
  place_order: order_request(absent_id),
  make_api_key: { name, permissions: ['read_own_account'], days: 1 },
  change_password: { password: 'tangled umbrella forest' },
  change_email: { email },
  invite_staff: { email, name, language, role: 'support' },
  answer_course: course_answers(),
  open_case: { email, ticket: 'T-1', reason: 'To see whether a member more is refused.' },
  ask_for_grant: { scope: 'system', purpose: 'To see whether a member more is refused.', minutes: 5 },
  enrol_crew: {
    email, name, language, latitude: 40, longitude: -3, radius_km: 50,
    skills: ['electrical'], works_on: ['mon'], active_jobs_max: 1,
  },
};

const said = (value, asker) => (typeof value === 'function' ? value(asker) : value);

/** What the word of the statement is, of this endpoint: `status` and, of a refusal, its code. */
export function answer_for(probe, outcome, asker) {
  if (outcome === 'granted') return said(probe.granted, asker);
  return outcome === 'missing' ? `404 ${probe.missing}` : outcome;
}

export const turn_of = (probe, outcome, asker) => (outcome === 'granted' ? (said(probe.turn, asker) ?? turns.first) : turns.first);
