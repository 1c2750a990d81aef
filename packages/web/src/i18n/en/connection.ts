const connection = {
  state: { ok: 'works', warning: 'look at it', failed: 'fails', skipped: 'not asked' },
  call: 'Call %{id}',
  copyTicket: 'Copy ticket',
  doctor: {
    title: 'Connection check',
    intro:
      'Five checks of the way to SRS, each built on the one before. Every call is recorded like any other; no order is changed.',
    run: 'Check now',
    again: 'Check again',
  },
  bench: {
    title: 'Test bench',
    intro:
      'The end-to-end test of the Integration Guide (§4) against the test environment: an order is placed at test/video, and the evidence must appear.',
    mobile: 'Mobile number of the test user',
    firstName: 'First name',
    lastName: 'Surname',
    country: 'Country',
    personHelp:
      'Use a number that has no evidence yet. The order is real in the environment that this desk speaks to.',
    start: 'Start the test',
    stop: 'Stop',
    again: 'Start another',
    none: 'No test has run since the desk was started.',
    target: 'Open the target URL and identify the test user there; this page goes on by itself.',
    openTarget: 'Open the target URL',
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
      verify_before: 'Verify call finds no evidence',
      place: 'Order placed at test/video',
      identified: 'Test user identified',
      data_ready: 'Status Data ready',
      terms: 'Terms accepted',
      verify_after: 'Verify call finds evidence',
    },
    why: {
      evidence_already:
        'This number has evidence already: the test would prove nothing. Take another number.',
      srs_failed: 'SRS or the RA service did not answer as it should: %{words}.',
      order_failed: 'The order ended as %{status}.',
      timed_out: 'Nothing happened for too long, so the test was ended.',
      not_simulator: 'The status could not be set by control: this is not the simulator (%{words}).',
    },
  },
};

export default connection;
