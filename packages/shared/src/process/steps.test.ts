import { describe, expect, it } from 'vitest';
import { ISSUE_IDS } from './issue-ids.ts';
import { ISSUES } from './issues.ts';
import { issueById, PROCESS_STEPS, processStep } from './steps.ts';
import { SUPPORT_TEAMS, teamOf } from './teams.ts';

describe('the table of guide §6.2', () => {
  const guide = PROCESS_STEPS.map((entry) => ({
    step: entry.step,
    team: entry.team,
    issues: entry.issues.filter((issue) => issue.source === 'guide').map((issue) => issue.id),
    success: entry.success.map((parameter) => parameter.id),
    data: entry.ticketFields,
  }));
  const callData = ['proNumber', 'refId', 'orderId', 'method', 'problem', 'time'];

  it('has every row with its issues, success parameters, team and data', () => {
    expect(guide).toEqual([
      {
        step: 1,
        team: 'swisscom_service_desk',
        issues: [
          'server_authentication',
          'target_url_missing',
          'ids_missing',
          'unsuccessful_response',
          'service_not_responding',
        ],
        success: ['target_url', 'ref_id', 'order_id'],
        data: callData,
      },
      {
        step: 2,
        team: 'service_provider_support',
        issues: [
          'user_redirect',
          'identity_data_gathering',
          'identity_data_forwarding',
          'start_implementation',
        ],
        success: ['specific_to_service_provider'],
        data: [],
      },
      {
        step: 3,
        team: 'isp_via_swisscom_service_desk',
        issues: [
          'officer_cannot_identify',
          'country_not_supported',
          'language_not_supported',
          'timeout',
          'connection_lost',
          'app_not_working',
        ],
        success: ['officer_confirms', 'final_screen'],
        data: callData,
      },
      {
        step: 4,
        team: 'service_provider_support',
        issues: ['status_checking', 'follow_up_implementation'],
        success: ['specific_to_service_provider'],
        data: [],
      },
      {
        step: 5,
        team: 'swisscom_service_desk',
        issues: ['terms_sms_missing', 'declaration_of_will'],
        success: ['evidence_id', 'verify_successful'],
        data: ['proNumber', 'refId', 'method', 'msisdn', 'evidenceId', 'problem', 'contact'],
      },
    ]);
  });

  it('finds each issue by its id, once', () => {
    expect(ISSUES.map((issue) => issue.id).sort()).toEqual([...ISSUE_IDS].sort());
    for (const id of ISSUE_IDS) expect(processStep(issueById(id).step).issues).toContain(issueById(id));
  });

  it('says everything in both languages', () => {
    for (const issue of ISSUES)
      for (const text of [issue.title.en, issue.title.de, issue.text.en, issue.text.de])
        expect(text.trim().length).toBeGreaterThan(3);
  });

  it('gives every step a known team', () => {
    for (const entry of PROCESS_STEPS) expect(SUPPORT_TEAMS).toContain(teamOf(entry.step));
  });
});
