// Who may do what: the second statement of it, written by hand from what is promised and not from the program, which
// has its own in src/access/permission.hpp. `make matrix` holds the running program against this one. Whoever adds an
// endpoint, or changes who may call one, says so here as well, in these words:
//
//   .   allowed
//   s   401 session_required: nobody is signed in
//   2   401 second_factor_required: a first proof was shown, and another is owed
//   -   403 permission_required: not for this role
//   o   403 ask_a_security_officer: staff do not give themselves a new second factor
//
// People: a visitor; who is entering (a crew and one of the staff who owe their second factor, one of the staff who
// joins by a link and has yet to enrol one); and the six roles.
//
// `shown` is what they have to show for it: nothing; key (a session, or an API key with the permission named in the next
// column); session (no key does); fresh (a session whose person has proved themselves in the last ten minutes).
//
// `object` is what the path names, and of whom: mine:x (another's is as absent, 404), others:x (anybody's but one's own,
// which is 409), anyones:x (whoever has the id), granted:x (whose a live grant names: without one every id is 403
// grant_required, also of what there is not). The quote is one that was ordered; until then it is whoever's has the id.

const table = `
#                          visitor  crew staff joins  customer crew support sales engineer security  shown    key                 object

# open to everybody
find_places                .        .    .     .      .        .    .       .     .        .         nothing  -                   -
list_markets               .        .    .     .      .        .    .       .     .        .         nothing  -                   -
create_quote               .        .    .     .      .        .    .       .     .        .         nothing  -                   -
create_design              .        .    .     .      .        .    .       .     .        .         nothing  -                   -
get_quote                  .        .    .     .      .        .    .       .     .        .         nothing  -                   mine:quote
read_interface             .        .    .     .      .        .    .       .     .        .         nothing  -                   -
move_clock                 .        .    .     .      .        .    .       .     .        .         nothing  -                   -
read_log_checkpoint        .        .    .     .      .        .    .       .     .        .         nothing  -                   -
read_log_consistency       .        .    .     .      .        .    .       .     .        .         nothing  -                   -

# the way in; what each of them is worth, the link, code or assertion says
sign_up                    .        .    .     .      .        .    .       .     .        .         nothing  -                   -
verify_email               .        .    .     .      .        .    .       .     .        .         nothing  -                   -
request_verification       .        .    .     .      .        .    .       .     .        .         nothing  -                   -
sign_in                    .        .    .     .      .        .    .       .     .        .         nothing  -                   -
begin_passkey_sign_in      .        .    .     .      .        .    .       .     .        .         nothing  -                   -
sign_in_by_passkey         .        .    .     .      .        .    .       .     .        .         nothing  -                   -
read_session               .        .    .     .      .        .    .       .     .        .         nothing  -                   -
request_password_reset     .        .    .     .      .        .    .       .     .        .         nothing  -                   -
reset_password             .        .    .     .      .        .    .       .     .        .         nothing  -                   -
confirm_email              .        .    .     .      .        .    .       .     .        .         nothing  -                   -
cancel_factor_reset        .        .    .     .      .        .    .       .     .        .         nothing  -                   -
view_enrolment             .        .    .     .      .        .    .       .     .        .         nothing  -                   -
use_enrolment              .        .    .     .      .        .    .       .     .        .         nothing  -                   -

# between the first proof and the last
begin_second_factor        s        .    .     .      -        -    -       -     -        -         session  -                   -
show_second_factor         s        .    .     .      -        -    -       -     -        -         session  -                   -
request_factor_reset       s        .    o     o      -        -    -       -     -        -         session  -                   -
read_factor_reset          s        .    .     .      -        -    -       -     -        -         session  -                   -
complete_factor_reset      s        .    o     o      -        -    -       -     -        -         session  -                   -
sign_out                   s        .    .     .      .        .    .       .     .        .         session  -                   -
begin_totp                 s        2    2     .      .        .    .       .     .        .         fresh    -                   -
confirm_totp               s        2    2     .      .        .    .       .     .        .         fresh    -                   -
begin_passkey_enrolment    s        2    2     .      .        .    .       .     .        .         fresh    -                   -
enrol_passkey              s        2    2     .      .        .    .       .     .        .         fresh    -                   -

# one's own account
read_account               s        2    2     2      .        .    .       .     .        .         key      read_own_account    -
follow_events              s        2    2     2      .        .    .       .     .        .         session  -                   -
begin_step_up              s        2    2     2      .        .    .       .     .        .         session  -                   -
step_up                    s        2    2     2      .        .    .       .     .        .         session  -                   -
read_security              s        2    2     2      .        .    .       .     .        .         session  -                   -
read_history               s        2    2     2      .        .    .       .     .        .         session  -                   -
read_own_record            s        2    2     2      .        .    .       .     .        .         session  -                   -
list_sessions              s        2    2     2      .        .    .       .     .        .         session  -                   -
list_api_keys              s        2    2     2      .        .    .       .     .        .         session  -                   -
remove_totp                s        2    2     2      .        .    .       .     .        .         fresh    -                   -
remove_passkey             s        2    2     2      .        .    .       .     .        .         fresh    -                   mine:passkey
make_recovery_codes        s        2    2     2      .        .    .       .     .        .         fresh    -                   -
change_password            s        2    2     2      .        .    .       .     .        .         fresh    -                   -
change_email               s        2    2     2      .        .    .       .     .        .         fresh    -                   -
end_session                s        2    2     2      .        .    .       .     .        .         fresh    -                   mine:session
end_other_sessions         s        2    2     2      .        .    .       .     .        .         fresh    -                   -
make_api_key               s        2    2     2      .        .    .       .     .        .         fresh    -                   -
end_api_key                s        2    2     2      .        .    .       .     .        .         fresh    -                   mine:api_key

# customers
place_order                s        2    2     2      .        -    -       -     -        -         key      place_order         -
list_orders                s        2    2     2      .        -    -       -     -        -         key      read_own_orders     -
get_order                  s        2    2     2      .        -    -       -     -        -         key      read_own_orders     mine:order
get_order_timeline         s        2    2     2      .        -    -       -     -        -         key      read_own_orders     mine:order
move_order                 s        2    2     2      .        -    -       -     -        -         key      move_own_orders     mine:order
waive_cooling_off          s        2    2     2      .        -    -       -     -        -         key      move_own_orders     mine:order
rate_order                 s        2    2     2      .        -    -       -     -        -         key      rate_own_orders     mine:order
list_order_visits          s        2    2     2      .        -    -       -     -        -         key      read_own_visits     mine:order
answer_visit               s        2    2     2      .        -    -       -     -        -         key      answer_own_visits   mine:visit

# crews
get_crew                   s        2    2     2      -        .    -       -     -        -         key      read_own_crew       -
list_offers                s        2    2     2      -        .    -       -     -        -         key      read_own_offers     -
accept_offer               s        2    2     2      -        .    -       -     -        -         key      answer_own_offers   mine:offer
refuse_offer               s        2    2     2      -        .    -       -     -        -         key      answer_own_offers   mine:offer
list_jobs                  s        2    2     2      -        .    -       -     -        -         key      read_own_jobs       -
get_job                    s        2    2     2      -        .    -       -     -        -         key      open_own_jobs       mine:job
get_job_timeline           s        2    2     2      -        .    -       -     -        -         key      open_own_jobs       mine:job
move_job                   s        2    2     2      -        .    -       -     -        -         key      move_own_jobs       mine:job
get_crew_day               s        2    2     2      -        .    -       -     -        -         key      read_own_days       -
get_crew_calendar          s        2    2     2      -        .    -       -     -        -         key      read_own_days       -
say_progress               s        2    2     2      -        .    -       -     -        -         key      move_own_visits     mine:visit
report_absence             s        2    2     2      -        .    -       -     -        -         key      report_own_absence  -
take_back_absence          s        2    2     2      -        .    -       -     -        -         key      report_own_absence  mine:absence

# support, sales, engineers: their work, with nobody's name in it
get_order_progress         s        2    2     2      -        -    .       -     -        -         key      read_order_progress anyones:order
get_figures                s        2    2     2      -        -    -       .     -        -         key      read_sales_figures  -
get_system_state           s        2    2     2      -        -    -       -     .        -         key      read_system_state   -

# dispatch is support's: crews, days and places to a kilometre
get_board                  s        2    2     2      -        -    .       -     -        -         session  -                   -
try_move                   s        2    2     2      -        -    .       -     -        -         session  -                   -
move_visit                 s        2    2     2      -        -    .       -     -        -         fresh    -                   -
close_day                  s        2    2     2      -        -    .       -     -        -         fresh    -                   -
open_day                   s        2    2     2      -        -    .       -     -        -         fresh    -                   anyones:closed_day

# security officers
list_staff                 s        2    2     2      -        -    -       -     -        .         session  -                   -
find_account               s        2    2     2      -        -    -       -     -        .         session  -                   -
list_security_events       s        2    2     2      -        -    -       -     -        .         session  -                   -
list_alerts                s        2    2     2      -        -    -       -     -        .         session  -                   -
acknowledge_alert          s        2    2     2      -        -    -       -     -        .         fresh    -                   anyones:alert
close_alert                s        2    2     2      -        -    -       -     -        .         fresh    -                   anyones:alert
invite_staff               s        2    2     2      -        -    -       -     -        .         fresh    -                   -
enrol_crew                 s        2    2     2      -        -    -       -     -        .         fresh    -                   -
send_enrolment_link        s        2    2     2      -        -    -       -     -        .         fresh    -                   others:account
lock_account               s        2    2     2      -        -    -       -     -        .         fresh    -                   others:account
unlock_account             s        2    2     2      -        -    -       -     -        .         fresh    -                   others:account
change_role                s        2    2     2      -        -    -       -     -        .         fresh    -                   others:account
end_sessions_of_account    s        2    2     2      -        -    -       -     -        .         fresh    -                   others:account
send_password_reset        s        2    2     2      -        -    -       -     -        .         fresh    -                   others:account

# work by permission: all staff take the course; who works with people's data asks for grants, another group decides
read_course                s        2    2     2      -        -    .       .     .        .         session  -                   -
answer_course              s        2    2     2      -        -    .       .     .        .         session  -                   -
list_own_grants            s        2    2     2      -        -    .       -     .        .         session  -                   -
ask_for_grant              s        2    2     2      -        -    .       -     .        .         fresh    -                   -
give_up_grant              s        2    2     2      -        -    .       -     .        .         session  -                   mine:grant
list_grant_requests        s        2    2     2      -        -    .       -     .        .         session  -                   -
approve_grant              s        2    2     2      -        -    .       -     .        .         fresh    -                   others:grant
refuse_grant               s        2    2     2      -        -    .       -     .        .         fresh    -                   others:grant
open_contact               s        2    2     2      -        -    .       -     .        .         session  -                   granted:account
list_live_grants           s        2    2     2      -        -    -       -     -        .         session  -                   -
revoke_grant               s        2    2     2      -        -    -       -     -        .         fresh    -                   anyones:grant
open_order                 s        2    2     2      -        -    .       -     .        .         session  -                   granted:order

# support helps with a case in hand and changes nothing itself; the customer decides, or a security officer
open_case                  s        2    2     2      -        -    .       -     -        -         fresh    -                   -
list_cases                 s        2    2     2      -        -    .       -     .        .         session  -                   -
read_case                  s        2    2     2      -        -    .       -     .        .         session  -                   mine:case
propose_change             s        2    2     2      -        -    .       -     -        -         fresh    -                   mine:case
withdraw_change            s        2    2     2      -        -    .       -     -        -         session  -                   mine:request
list_change_requests       s        2    2     2      -        -    .       -     -        .         session  -                   -
open_change_request        s        2    2     2      -        -    .       -     -        .         session  -                   anyones:change
approve_change             s        2    2     2      -        -    -       -     -        .         fresh    -                   anyones:change
refuse_change              s        2    2     2      -        -    -       -     -        .         fresh    -                   anyones:change
list_own_changes           s        2    2     2      .        -    -       -     -        -         session  -                   -
approve_own_change         s        2    2     2      .        -    -       -     -        -         fresh    -                   mine:own_change
refuse_own_change          s        2    2     2      .        -    -       -     -        -         fresh    -                   mine:own_change

# customers take their data along, and end their account
export_own_data            s        2    2     2      .        -    -       -     -        -         fresh    -                   -
erase_own_account          s        2    2     2      .        -    -       -     -        -         fresh    -                   -
`;

export const people = [
  'visitor', 'entering crew', 'entering staff', 'joining staff',
  'customer', 'crew', 'support', 'sales', 'engineer', 'security',
];

const refusals = {
  s: '401 session_required',
  2: '401 second_factor_required',
  '-': '403 permission_required',
  o: '403 ask_a_security_officer',
};

function row_of(line) {
  const columns = line.trim().split(/\s+/);
  if (columns.length !== people.length + 4) throw new Error(`the row does not have ${people.length + 4} columns: ${line}`);
  const [name, ...marks] = columns;
  const [shown, key, object] = marks.splice(people.length);
  const [of, kind] = object === '-' ? [] : object.split(':');
  const fits =
    marks.every((mark) => mark === '.' || mark in refusals) &&
    ['nothing', 'key', 'session', 'fresh'].includes(shown) &&
    (shown === 'key') === (key !== '-') &&
    [undefined, 'mine', 'others', 'anyones', 'granted'].includes(of);
  if (!fits) throw new Error(`a word that means nothing here: ${line}`);
  return { name, may: Object.fromEntries(people.map((person, i) => [person, marks[i]])), shown, key, of, kind };
}

/** The statement: a row for each endpoint, by its name. */
export const statement = new Map(
  table.split('\n').filter((line) => line.trim() && !line.startsWith('#')).map(row_of).map((row) => [row.name, row]),
);

/**
 * What has to come of a cell: a refusal as `status code`, or `granted`, or `missing` where the thing that the path names
 * is nobody's, or another's and so as good as that.
 */
export function outcome(row, { person, shown, whose }) {
  const mark = row.may[person];
  if (mark !== '.') return refusals[mark];
  const by_key = shown === 'key' || shown === 'other key';
  if (row.shown !== 'nothing') {
    if (by_key && (row.shown !== 'key' || shown === 'other key')) return '403 key_not_sufficient';
    if (row.shown === 'fresh' && shown === 'stale') return '403 step_up_required';
  }
  if (whose !== undefined && row.of === 'granted') return 'granted';
  if (whose === 'none' || (whose === 'other' && row.of === 'mine')) return 'missing';
  if (whose === 'own' && row.of === 'others') return '409 not_oneself';
  return 'granted';
}

/** Whose answers may name other people's things (ids), or people as well (e-mail, name). All others name none. */
export const names_others = new Map([
  ['list_staff', 'people'],
  ['find_account', 'people'],
  ['list_security_events', 'ids'],
  ['list_alerts', 'ids'],
  ['get_order_progress', 'ids'],
  ['get_board', 'ids'],
  ['list_grant_requests', 'ids'],
  ['list_live_grants', 'ids'],
  ['list_own_grants', 'ids'],
  ['list_cases', 'ids'],
  ['read_case', 'people'],
  ['list_change_requests', 'ids'],
  ['open_change_request', 'people'],
]);

/** What must not stand anywhere in an answer, though the thing has it: names of members. */
export const never_told = new Map(
  Object.entries({
    // A crew sees the city before it has taken the job, and never the price or the code that the customer reads out.
    list_offers: 'contact name phone email street postcode latitude longitude note price quote customer start_code',
    list_jobs: 'contact name phone email street postcode price quote customer start_code',
    get_job: 'price quote customer email start_code',
    get_job_timeline: 'price customer email start_code account',
    // A customer sees the crew's name and rating.
    list_orders: 'account email phone password',
    get_order: 'account email password crew_account',
    get_order_timeline: 'account email phone name',
    // Support sees how an order stands, not whose it is; sales sees sums; engineers see the system.
    get_order_progress: 'contact name email phone street postcode city address latitude longitude note price quote customer crew account',
    // A dispatcher sees crews, and of houses the city and the place to a kilometre; a crew the same of its own day.
    get_board: 'contact email phone street postcode address note price quote customer account start_code absence',
    get_crew_day: 'contact name email phone street postcode address note price quote customer account start_code',
    list_order_visits: 'account email phone drive_km drive_minutes latitude longitude reason',
    get_figures: 'id name email phone street city order customer crew account contact',
    get_system_state: 'name email phone account customer address token password dsn items',
    // Secrets are shown once, when they are made.
    read_account: 'password totp secret',
    read_security: 'password secret key public_key credential recovery_codes token',
    list_sessions: 'token token_hash proofs',
    list_api_keys: 'key key_hash token',
    read_history: 'email password before after actor',
    list_staff: 'password totp secret token',
    find_account: 'password totp secret token phone street orders',
    list_security_events: 'email name password token secret',
    list_alerts: 'email name address device password token secret',
    // What somebody of the staff wants to open is told to who decides, and nothing of whose it is but the id.
    list_own_grants: 'email subject phone address password',
    list_grant_requests: 'email subject phone address password',
    list_live_grants: 'email subject phone address password',
    // What support sees without a case in hand, and an officer before they look at one.
    list_cases: 'email name phone street before after',
    list_change_requests: 'email name phone before after differences',
    list_own_changes: 'requested_by requester',
    read_course: 'right explanation wrong',
  }).map(([name, members]) => [name, members.split(' ')]),
);

const someone = '00000000-0000-7000-8000-000000000000';
const money = { amount_minor: 1, currency: 'EUR' };

/** Members that are not the caller's to set, beside all that are: [endpoint, person, members]. */
export const not_settable = [
  ['sign_up', 'visitor', { role: 'security' }],
  ['sign_up', 'visitor', { email_verified: true }],
  ['use_enrolment', 'visitor', { role: 'security' }],
  ['create_quote', 'visitor', { price: money }],
  ['create_design', 'visitor', { price: money }],
  ['place_order', 'customer', { price: money }],
  ['place_order', 'customer', { customer: someone }],
  ['move_order', 'customer', { state: 'done' }],
  ['rate_order', 'customer', { crew: someone }],
  ['move_job', 'crew', { customer: someone }],
  ['say_progress', 'crew', { crew: someone }],
  ['answer_visit', 'customer', { credit: money }],
  ['accept_offer', 'crew', { crew: someone }],
  ['make_api_key', 'customer', { account: someone }],
  ['change_password', 'support', { account: someone }],
  ['change_email', 'sales', { email_verified: true }],
  ['change_role', 'security', { permissions: ['read_accounts'] }],
  ['close_alert', 'security', { closed_by: someone }],
  ['invite_staff', 'security', { password: 'chosen by somebody else' }],
  ['enrol_crew', 'security', { rating: 5 }],
  ['answer_course', 'sales', { passed: true }],
  ['ask_for_grant', 'engineer', { state: 'approved' }],
  ['ask_for_grant', 'support', { holder: someone }],
  ['open_case', 'support', { account: someone }],
  ['ask_for_grant', 'security', { ends_at: '2030-01-01T00:00:00Z' }],
];
