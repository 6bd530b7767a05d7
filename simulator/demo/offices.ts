/** A place of work; phone numbers are from the ranges that are kept free for films and books. */
export interface Office {
  readonly name: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly streetAddress: string;
  readonly country: string;
  /** ISO 3166 alpha-2. */
  readonly countryCode: string;
  readonly callingCode: string;
  /** As dialled from abroad. */
  readonly areaCode: string;
  /** Written before the area code inside the country. */
  readonly trunkPrefix: string;
  /** What three digits of extension follow. */
  readonly exchange: string;
}

const germany = { country: 'Deutschland', countryCode: 'DE', callingCode: '49', trunkPrefix: '0' };
const unitedStates = { country: 'United States', countryCode: 'US', callingCode: '1', trunkPrefix: '' };

export const offices: readonly Office[] = [
  {
    ...germany,
    name: 'München Zentrale',
    city: 'München',
    state: 'Bayern',
    postalCode: '80331',
    streetAddress: 'Sendlinger Straße 12',
    areaCode: '89',
    exchange: '99998',
  },
  {
    ...germany,
    name: 'Berlin Mitte',
    city: 'Berlin',
    state: 'Berlin',
    postalCode: '10115',
    streetAddress: 'Invalidenstraße 117a',
    areaCode: '30',
    exchange: '23125',
  },
  {
    ...germany,
    name: 'Hamburg Speicherstadt',
    city: 'Hamburg',
    state: 'Hamburg',
    postalCode: '20457',
    streetAddress: 'Am Sandtorkai 30',
    areaCode: '40',
    exchange: '66969',
  },
  {
    ...germany,
    name: 'Köln Süd',
    city: 'Köln',
    state: 'Nordrhein-Westfalen',
    postalCode: '50678',
    streetAddress: 'Bonner Wall 4-6',
    areaCode: '221',
    exchange: '4710',
  },
  {
    ...germany,
    name: 'Frankfurt Westend',
    city: 'Frankfurt am Main',
    state: 'Hessen',
    postalCode: '60325',
    streetAddress: 'Bockenheimer Landstraße 2',
    areaCode: '69',
    exchange: '90009',
  },
  {
    name: 'Wien Ring',
    city: 'Wien',
    state: 'Wien',
    postalCode: '1010',
    streetAddress: 'Schottenring 18/3',
    country: 'Österreich',
    countryCode: 'AT',
    callingCode: '43',
    areaCode: '1',
    trunkPrefix: '0',
    exchange: '5055',
  },
  {
    name: 'London Bridge',
    city: 'London',
    state: 'England',
    postalCode: 'SE1 9SG',
    streetAddress: "Flat 2, 14 St Thomas' Street",
    country: 'United Kingdom',
    countryCode: 'GB',
    callingCode: '44',
    areaCode: '20',
    trunkPrefix: '0',
    exchange: '79460',
  },
  {
    ...unitedStates,
    name: 'New York',
    city: 'New York',
    state: 'NY',
    postalCode: '10018',
    streetAddress: '1411 Broadway, 16th Floor',
    areaCode: '212',
    exchange: '5550',
  },
  {
    ...unitedStates,
    name: 'Chicago Loop',
    city: 'Chicago',
    state: 'IL',
    postalCode: '60603',
    streetAddress: '10 S Dearborn St',
    areaCode: '312',
    exchange: '5550',
  },
];
