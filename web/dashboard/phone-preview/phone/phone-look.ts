/** How a phone is drawn: two designs of our own, each light and dark. */
export interface PhoneLook {
  readonly design: 'round' | 'plain';
  readonly theme: 'light' | 'dark';
}
