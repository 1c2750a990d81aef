const search = {
  title: 'Search',
  open: 'Search (key /)',
  placeholder: 'any id, number, name or External ID',
  hint: 'Ref ID or part of it, Order ID, Evidence ID, mobile number in any notation, name, e-mail, date of birth, External ID.',
  results: 'Orders found',
  looking: 'Searching …',
  found: 'One order found |||| %{smart_count} orders found',
  foundOf: '%{shown} of %{total} orders found',
  foundMore: '%{shown} of more than %{total} orders found',
  showAll: 'Show all',
  part: 'part of it',
  typo: 'similar',
  nothing: 'No order for “%{q}”',
  lookedFor: 'Searched as: %{looked}.',
  unreadable: 'Not a known form of id.',
  register: 'Register this Ref ID',
  registerHelp:
    'Mistyped? Compare it with your application’s log first. The desk asks SRS about it; if SRS knows it, it is an order here from then on.',
  told: {
    not_found:
      'SRS knows no order with this Ref ID, so none was made here. Most likely it is mistyped: compare it with your application’s log. The desk goes on asking SRS for a day.',
    pending: 'SRS could not be asked yet. The desk goes on with that; it is an order here once SRS knows it.',
  },
  otherId:
    'Ask for another id: the Ref ID is in your application’s log of placing the order; the mobile number or the name works too.',
  calls: 'Search the API calls',
};

export default search;
