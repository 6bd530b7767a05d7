import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A telephone number as a phone shows it. */
export interface ShownPhone {
  /** `0171 1234567` in its own country, `+49 171 1234567` elsewhere; what is not international as it is. */
  readonly shown: string;
  /** A phone tells the caller by it: it is international, so the number that comes with a call is equal to it. */
  readonly recognised: boolean;
  /** ISO 3166 alpha-2: where the number is; null: nowhere that is known. */
  readonly country: string | null;
}

/** @param country ISO 3166 alpha-2: where the phone is. */
export function showPhone(value: string, country: string): ShownPhone {
  const [base = '', extension] = value.split(',');
  const number = /^\+\d+$/.test(base) ? parsePhoneNumberFromString(base, { extract: false }) : undefined;
  if (!number?.isValid()) return { shown: value, recognised: false, country: null };
  const shown = number.country === country ? number.formatNational() : number.formatInternational();
  return {
    shown: extension === undefined ? shown : `${shown},${extension}`,
    // Whoever has an extension behind a pause calls with the number before it, or another one.
    recognised: extension === undefined,
    country: number.country ?? null,
  };
}
