/** What a video identification is ordered with, as a client of the API sends it. */
export const VIDEO = {
  issuer: 'IDENTITY.TM',
  method: 'video',
  lastName: 'Muster',
  mobile: '079 123 45 67',
  externalId: 'ACME-042',
};

/** The same for an identification by the bank, without an External ID. */
export const BANK = {
  issuer: 'KLARNA',
  method: 'Bank',
  firstName: 'Max',
  lastName: 'Maximus',
  dob: '1980-05-17',
  mobile: '+49 170 1234567',
  country: 'DE',
  email: 'max@example.org',
};
