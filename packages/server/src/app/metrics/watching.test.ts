import { describe, expect, it } from 'vitest';
import { ALERTS, alertRules } from './alerts.fixture.ts';
import { METRICS } from './catalogue.ts';
import { dashboard } from './dashboard.fixture.ts';
import { metricsPage } from './metrics-doc.fixture.ts';

const KNOWN = new Set<string>(
  Object.values(METRICS).flatMap(({ name, kind }) => (kind === 'histogram' ? [`${name}_bucket`] : [name])),
);

describe('what watches the desk', () => {
  it('asks for no metric that the desk does not give', () => {
    const asked = [...`${alertRules()}${dashboard()}`.matchAll(/srs_desk_\w+/g)].map(([name]) => name);
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((name) => !KNOWN.has(name))).toEqual([]);
  });

  it('has balanced expressions, and no alert twice', () => {
    for (const { expr } of ALERTS) {
      for (const [open, shut] of ['()', '{}', '[]'].map((pair) => pair.split('')))
        expect(expr.split(open ?? '').length, expr).toBe(expr.split(shut ?? '').length);
    }
    expect(new Set(ALERTS.map(({ alert }) => alert)).size).toBe(ALERTS.length);
  });

  it('stands in deploy/ and docs/metrics.md as it is', async () => {
    await expect(alertRules()).toMatchFileSnapshot('../../../../../deploy/prometheus/srs-desk.rules.yml');
    await expect(dashboard()).toMatchFileSnapshot('../../../../../deploy/grafana/srs-desk.json');
    await expect(metricsPage()).toMatchFileSnapshot('../../../../../docs/metrics.md');
  });
});
