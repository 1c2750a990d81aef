const connection = {
  state: { ok: 'works', warning: 'check', failed: 'fails', skipped: 'not checked' },
  call: 'API call %{id}',
  copyTicket: 'Copy ticket',
  doctor: {
    title: 'Connection check',
    intro:
      'Five checks of the connection to SRS, each built on the one before. Every API call is recorded like any other; no order is changed.',
    run: 'Check now',
    again: 'Check again',
  },
  bench: {
    title: 'End-to-end test',
    intro:
      'The end-to-end test of the Integration Guide (§4) against the test environment: an order is placed at test/video, and the evidence must appear.',
    mobile: 'Mobile number of the test user',
    personHelp:
      'Use a number that has no evidence yet. The order is real in the environment that this desk is connected to.',
    start: 'Start the test',
    stop: 'Stop test',
    again: 'Start another test',
    none: 'No test has run since the desk was started.',
    target: 'Open the Target URL and identify the test user there; this page updates by itself.',
    openTarget: 'Open the Target URL',
    order: 'Order',
    state: {
      pending: 'not yet',
      running: 'running',
      waiting: 'waiting',
      done: 'done',
      failed: 'failed',
      skipped: 'not needed',
    },
    result: { running: 'Running', passed: 'Passed', failed: 'Failed', stopped: 'Stopped' },
    step: {
      verify_before: 'Verify Call finds no evidence',
      place: 'Order placed at test/video',
      identified: 'Test user identified',
      data_ready: 'Status Data ready',
      terms: 'Terms of use accepted',
      verify_after: 'Verify Call finds the evidence',
    },
    why: {
      evidence_already: 'This number already has evidence: the test would prove nothing. Use another number.',
      srs_failed: 'SRS or the RA Service did not answer as expected: %{words}.',
      order_failed: 'The order ended with %{status}.',
      timed_out: 'Nothing happened for too long, so the test was ended.',
      not_simulator: 'The status could not be set: this is not the simulator (%{words}).',
    },
  },
};

export default connection;
