/** The five data that Bank (Klarna) must be given, by the labels of their fields. */
export const BANK_CUSTOMER = {
  'First names': 'Max',
  Surname: 'Maximus',
  'Date of birth': '1980-05-17',
  'Mobile number': '+49 170 7654321',
  Country: 'DE',
} as const;
