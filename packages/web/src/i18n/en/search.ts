const search = {
  title: 'Search',
  open: 'Search (key /)',
  placeholder: 'any id, number, name or External ID',
  hint: 'Ref ID or a piece of it, Order ID, evidence ID, phone number in any notation, name, e-mail address, date of birth, External ID.',
  results: 'Orders found',
  looking: 'Looking …',
  found: 'One order found |||| %{smart_count} orders found',
  nothing: 'No order for “%{q}”',
  lookedFor: 'Looked for it as: %{looked}.',
  unreadable: 'It reads like none of the ids the desk knows.',
  register: 'Register this Ref ID',
  registerHelp: 'The desk asks SRS about it and keeps the order from then on.',
  otherId:
    'Ask for another id: the Ref ID stands in your application’s log of the placing call; the phone number or the name works too.',
  calls: 'Look through the calls to SRS',
  match: {
    ref_id: 'Ref ID',
    order_id: 'Order ID',
    external_id: 'External ID',
    evidence_id: 'Evidence ID',
    msisdn: 'phone number',
    name: 'name',
    email: 'e-mail',
    birth_date: 'date of birth',
  },
};

export default search;
