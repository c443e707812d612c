/** What may be typed into the onboarding page when one only wants to see what comes behind it. */
import type { Filled } from './onboarding.ts';

export const TEST_ANSWERS: Filled = {
  displayName: 'Willow Creek HOA',
  legalName: 'Willow Creek Homeowners Association, Inc.',
  structure: 'incorporated_non_profit',
  ein: '000000000',
  phone: '+1 415 555 0132',
  street: '510 Townsend Street',
  city: 'San Francisco',
  state: 'CA',
  zip: '94107',
  firstName: 'Jenny',
  lastName: 'Rosen',
  role: 'Treasurer',
  born: '1970-01-01',
  ssn: '0000',
  representativeEmail: 'jenny@example.com',
  representativePhone: '+1 415 555 0133',
  accepted: true,
};
