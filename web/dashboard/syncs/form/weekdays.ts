/** Names of days in a language, 1 is Monday. */
export function dayName(day: number, locale: string, form: 'long' | 'short'): string {
  // 2024-01-01 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: form, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}
