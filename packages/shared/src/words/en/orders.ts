import { SRS_STATUS_NAMES } from '../../order/status.ts';
import type { Words } from '../words.ts';

/** Words of orders and their support in English. */
export const ORDER_WORDS = {
  role: { support: 'Support', finance: 'Finance', admin: 'Admin' },
  status: { ...SRS_STATUS_NAMES, unknown: 'Unknown status' },
  statusMeaning: {
    created: 'Data collected and stored; the identification provider has not confirmed the order yet.',
    initialized:
      'The identification provider has the order; the user can start with the Target URL. SRS does not show whether they have started.',
    identification_done: 'The user has finished; the evidence is being prepared.',
    data_ready: 'The identification provider has the data ready for the import into the RA database.',
    terminated:
      'The evidence is in the RA database. Depending on the method the user still has to accept the terms of use.',
    error:
      'The data could not be imported: suspected fraud, another negative result, or insufficient means such as camera or microphone. The provider may give a reason; a new order is needed.',
    cancelled: 'The order was cancelled; its Target URL no longer works. This cannot be undone.',
    unknown: 'SRS sent a status that the desk does not know. It is shown as sent, and the sync continues.',
  },
  verify: {
    not_due: 'Not due yet',
    due: 'Due',
    no_evidence: 'No evidence',
    terms_not_accepted: 'Terms pending',
    valid: 'Verified',
    expired: 'Evidence expired',
  },
  verifyMeaning: {
    not_due: 'Too early: the order is not Terminated, or the evidence cannot be there yet.',
    due: 'The desk runs the Verify Call next.',
    no_evidence: 'The RA Service finds no evidence for this person, jurisdiction and LOA.',
    terms_not_accepted: 'The evidence is there; the user has not accepted the terms of use.',
    valid: 'The evidence is valid; the user can sign.',
    expired: 'The evidence was valid and has expired; the user has to identify again.',
  },
  attention: {
    gone: 'Unknown at SRS',
    error: 'Error',
    no_target_url: 'No Target URL',
    expired_session: 'Session expired',
    unknown_status: 'Unknown status',
    superseded: 'Superseded',
    terms_pending: 'Terms pending',
    stuck: 'Stuck',
  },
  age: { soon: 'due soon', late: 'overdue' },
  step: {
    1: 'Access to SRS',
    2: 'Lead to the start',
    3: 'Identification',
    4: 'Lead to success',
    5: 'Evidence and terms',
  },
  team: {
    swisscom_service_desk: 'Swisscom Service Desk',
    service_provider_support: 'Service Provider Support',
    isp_via_swisscom_service_desk: 'Identification provider via Swisscom Service Desk',
    none: 'Nothing to do',
  },
  teamShort: {
    swisscom_service_desk: 'Swisscom',
    service_provider_support: 'Us',
    isp_via_swisscom_service_desk: 'ISP via Swisscom',
    none: 'Nobody',
  },
  ticketField: {
    proNumber: 'PRO-Nr',
    refId: 'Ref ID',
    orderId: 'Order ID',
    method: 'Identification method',
    msisdn: 'Mobile number (MSISDN)',
    evidenceId: 'Evidence ID',
    problem: 'Problem',
    time: 'Time',
    contact: 'Contact',
  },
  ticketState: { open: 'waiting for answer', answered: 'answered', closed: 'closed' },
  situation: {
    start: 'How to start',
    reuse_link: 'Use the same link',
    app_or_browser: 'App or browser',
    wait_for_result: 'Result is checked',
    accept_terms: 'Accept the terms',
    check_data: 'Check details',
    new_identification: 'New link',
    link_cancelled: 'Link invalid',
    cannot_sign: 'Cannot sign',
    can_sign: 'Can sign',
  },
  methodType: { Video: 'Video call', eID: 'eID', Bankident: 'Bank login' },
  importOutcome: { new: 'new', known: 'already known', not_found: 'not found at SRS', invalid: 'invalid' },
} as const satisfies Partial<Words>;
