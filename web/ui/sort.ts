export interface Sort {
  readonly columnId: string;
  readonly direction: 'ascending' | 'descending';
}
