const customers = {
  title: 'Customers',
  intro: 'Whose each External ID is: to whom statements go, and under which number accounting knows them.',
  none: 'No External ID is billed yet',
  missing: 'not in the register',
  name: 'Name',
  debtorNumber: 'Debtor number',
  address: 'Address',
  language: { label: 'Language of statements', none: 'as asked', en: 'English', de: 'German' },
  costCentre: 'Cost centre',
  vat: { label: 'VAT', standard: 'standard', exempt: 'exempt', reverse_charge: 'reverse charge' },
  change: 'Change',
  changeOne: 'Change customer %{externalId}',
  saved: 'Customer saved.',
  export: 'Download CSV',
  import: 'Import CSV or XLSX',
  imported: '%{count} customers imported.',
};

export default customers;
