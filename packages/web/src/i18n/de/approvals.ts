/** Texts of approvals in German, under `desk.approvals`. */
const approvals = {
  title: 'Freigaben',
  intro:
    'Was ein Admin allein nicht kann: Ein anderer Admin muss zustimmen, und damit wird es ausgeführt. Wem niemand zustimmt, verfällt nach einer Woche.',
  waiting: 'Wartet auf einen zweiten Admin',
  all: 'Alle Freigaben',
  none: 'Es wurde noch nichts beantragt',
  cancellations:
    '%{smart_count} Stornierung wartet auf Freigabe |||| %{smart_count} Stornierungen warten auf Freigabe',
  asked: '%{name} hat das beantragt',
  ownAsked: 'Sie haben das beantragt; ein anderer Admin muss zustimmen:',
  because: 'Grund: %{reason}',
  lapses: 'verfällt',
  approve: 'Zustimmen',
  approved: 'Zugestimmt und ausgeführt.',
  reject: 'Ablehnen',
  takeBack: 'Zurücknehmen',
  linkLater:
    'Der Link wird nur dieses eine Mal angezeigt. Er öffnet, sobald ein anderer Admin zugestimmt hat; geben Sie ihn dann auf sicherem Weg weiter.',
  about: {
    erase: 'Die Person des Auftrags %{id}, mit allen ihren Aufträgen',
    pending: {
      cancel: 'Was bei SRS noch offen ist, wird zuerst storniert.',
      leave_open: 'Was bei SRS noch offen ist, bleibt offen.',
    },
    reopen: '%{month}',
    create: '%{name} wird neuer Admin.',
    delete: '%{name} wird gelöscht, endgültig.',
    link: '%{name} kann mit einem Link ein neues Passwort setzen.',
    factor: '%{name} meldet sich ohne zweiten Faktor an, bis eine neue App eingerichtet ist.',
    promote: '%{name} wird Admin.',
    demote: '%{name} ist nicht mehr Admin, sondern %{role}.',
    shutOut: '%{name} kann sich nicht mehr anmelden.',
    letIn: '%{name} kann sich wieder anmelden, als Admin.',
  },
};

export default approvals;
