// Systems to play with: figures that agree with each other, choices that do what they say, and what is refused.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { quote_request } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';

const visitor = new Client(scratch());
after(() => visitor.close());

const roof = { area_m2: 40, tilt_deg: 25, azimuth_deg: 180, shading: 0.05 };
const asked = (more) => quote_request({ country: 'ES', roof_planes: [roof], ...more });
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);
const near = (one, other, apart, what) => assert.ok(Math.abs(one - other) <= apart, `${what}: ${one} and ${other}`);

async function designed(more) {
  const answer = await visitor.post('/designs', asked(more));
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

describe('a design', () => {
  test('says the same wherever it says it twice', async () => {
    const design = await designed({ battery_kwh: 5, tariff: 'time_of_use' });
    const { balance, waterfall, price, cash_flow } = design;
    near(sum(design.monthly_kwh), design.annual_kwh, 1, 'months');
    near(waterfall.light_kwh - sum(waterfall.losses.map(({ kwh }) => kwh)), design.annual_kwh, 1, 'losses');
    near(balance.produced_kwh + balance.imported_kwh, balance.used_kwh + balance.exported_kwh + balance.lost_kwh, 0.5, 'balance');
    near(balance.used_kwh, 5200, 0.1, 'use');
    assert.equal(sum(price.lines.map(({ amount }) => amount.amount_minor)), price.total.amount_minor);
    assert.equal(cash_flow.length, 25);
    near(cash_flow[0].cumulative_minor, cash_flow[0].total_minor - price.total.amount_minor, 1, 'first year');
    assert.equal(cash_flow[24].cumulative_minor, design.net_25_years.amount_minor);
    assert.equal(sum(design.planes.map(({ modules }) => modules.length)), design.modules);
    assert.equal(sum(design.strings.map(({ strings, modules_each }) => strings * modules_each)), design.modules);
    for (const [month, kwh] of design.monthly_kwh.entries()) assert.ok(design.monthly_kwh_p90[month] < kwh);
    near(sum(design.produced_kw[0]) * 31, design.monthly_kwh[0], 1, 'January by the hour');
  });

  test('keeps modules on the roof and off each other', async () => {
    const { planes } = await designed({ roof_planes: [{ ...roof, area_m2: undefined, width_m: 9, height_m: 4.2 }, { ...roof, azimuth_deg: 90 }], yearly_use_kwh: 20_000 });
    for (const { width_m, height_m, modules } of planes)
      for (const [index, module] of modules.entries()) {
        const [right, top] = [module.x_m + module.width_m, module.y_m + module.height_m];
        assert.ok(module.x_m > 0 && module.y_m > 0 && right < width_m && top < height_m, JSON.stringify(module));
        for (const other of modules.slice(index + 1))
          assert.ok(other.x_m >= right || other.x_m + other.width_m <= module.x_m || other.y_m >= top || other.y_m + other.height_m <= module.y_m);
      }
    assert.equal(planes[0].width_m, 9);
    assert.equal(planes[0].height_m, 4.2);
  });

  test('does what is chosen', async () => {
    const bare = await designed();
    const stored = await designed({ modules: bare.modules, battery_kwh: bare.choices.batteries[0].capacity_kwh });
    assert.ok(stored.balance.self_used_kwh > 1.1 * bare.balance.self_used_kwh, 'a battery raises own use');
    assert.ok(stored.price.total.amount_minor > bare.price.total.amount_minor);
    assert.ok(stored.price.lines.some(({ key }) => key === 'battery'));
    assert.equal(bare.battery, null);
    const most = await designed({ modules: bare.choices.modules_max });
    assert.equal(most.modules, bare.choices.modules_max);
    assert.ok(most.annual_kwh > bare.annual_kwh || most.modules === bare.modules);
    const hourly = await designed({ modules: bare.modules, tariff: 'time_of_use' });
    assert.notEqual(hourly.cash_flow[0].bill_saved_minor, bare.cash_flow[0].bill_saved_minor);
    assert.equal(hourly.annual_kwh, bare.annual_kwh);
    assert.ok(bare.present_value.amount_minor >= most.present_value.amount_minor, 'what is not chosen is what pays best');
  });

  test('asked for twice is the same', async () => assert.deepEqual(await designed(), await designed()));
});

describe('refused', () => {
  const cases = [
    ['another country', { country: 'PT' }, 'country_mismatch', 'country'],
    ['both use and bill', { monthly_bill_minor: 9000 }, 'one_of_two_needed', 'yearly_use_kwh'],
    ['a plane with an area and measures', { roof_planes: [{ ...roof, width_m: 8, height_m: 5 }] }, 'one_of_two_needed', 'roof_planes[0].area_m2'],
    ['a plane with one measure', { roof_planes: [roof, { ...roof, area_m2: undefined, width_m: 8 }] }, 'one_of_two_needed', 'roof_planes[1].area_m2'],
    ['a roof for no module', { roof_planes: [{ ...roof, area_m2: 1 }] }, 'roof_too_small', 'roof_planes'],
    ['a plane too wide', { roof_planes: [{ ...roof, area_m2: undefined, width_m: 61, height_m: 5 }] }, 'out_of_range', 'roof_planes[0].width_m'],
    ['nine planes', { roof_planes: Array(9).fill(roof) }, 'too_many', 'roof_planes'],
    ['more modules than fit', { modules: 500 }, 'out_of_range', 'modules'],
    ['half a module', { modules: 7.5 }, 'not_a_whole_number', 'modules'],
    ['a battery that nobody sells', { battery_kwh: 7 }, 'battery_not_sold', 'battery_kwh'],
    ['a tariff that is none', { tariff: 'free' }, 'unknown_value', 'tariff'],
    ['a tariff that is not offered', { country: 'DE', latitude: 52.52, longitude: 13.4, tariff: 'time_of_use' }, 'tariff_not_offered', 'tariff'],
    ['a member too many', { colour: 'red' }, 'unknown_member', 'colour'],
  ];
  for (const [name, more, code, field] of cases)
    test(name, async () => refuses(await visitor.post('/designs', asked(more)), 422, code, field));
});
