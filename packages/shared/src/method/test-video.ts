import type { MethodSheet } from './sheet.ts';
import { VIDEO_IDENTITY_TM } from './video-identity-tm.ts';

/** The provider `test/video` of the test environment, whose results are set by hand (guide §4). */
export const TEST_VIDEO: MethodSheet = {
  ...VIDEO_IDENTITY_TM,
  key: 'test_video',
  issuer: 'test',
  method: 'video',
  name: 'test/video',
  provider: 'Test',
  displayName: 'Test (video)',
  guideSection: '4',
  filters: [
    {
      issuer: 'test',
      jurisdictions: ['EIDAS', 'ZERTES'],
      loas: ['3', '4'],
      offline: false,
      methodType: 'Video',
      webflow: true,
      realtime: true,
      remark: {
        en: 'Only in the test environment; its filter values are our assumption.',
        de: 'Nur in der Testumgebung; die Filterwerte sind unsere Annahme.',
      },
    },
  ],
  timings: {
    ...VIDEO_IDENTITY_TM.timings,
    identificationMinSeconds: null,
    identificationMaxSeconds: null,
    verifyAnchor: 'terminated',
    verifyFromSeconds: 0,
    verifyUntilSeconds: 2 * 60,
  },
  validity: {
    en: 'Test evidence only; counted like that of the video method.',
    de: 'Nur Testnachweise; gezählt wie bei der Videomethode.',
  },
  signature: { en: 'None: for integration tests', de: 'Keine: für Integrationstests' },
  precondition: {
    en: 'Access to the test environment.',
    de: 'Zugang zur Testumgebung.',
  },
  userFlow: [
    { en: 'A Verify Call finds no valid evidence.', de: 'Ein Verify Call findet keinen gültigen Nachweis.' },
    {
      en: 'The test user is identified; the status is set by hand.',
      de: 'Die Testperson wird identifiziert; der Status wird von Hand gesetzt.',
    },
    { en: 'The status is set to Data ready.', de: 'Der Status wird auf «Daten bereit» gesetzt.' },
    { en: 'A Verify Call finds valid evidence.', de: 'Ein Verify Call findet einen gültigen Nachweis.' },
  ],
};
