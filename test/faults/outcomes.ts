import { familyNames } from './faults.ts';
import { type OperationName, operationNames } from './operations.ts';

/** A cell for each family of faults: what comes of the fault once, and (where that is another) of one that lasts. */
export type Row = readonly string[];

/** Letters as in docs/sync-model.md; columns in the order of the families. */
const rows: Readonly<Record<OperationName, string>> = {
  token: '=s =s =s =s =s =s =s =s =s =s =s =s =s =s s  =s =s =s =  =s =  =  =  =  =  s  =s =s s',
  'endpoints of Entra': '=s =s =s =s =s =s =s =s =s =s =s =s =s =s s  =s =s =s =  =s =  =  =  =  =  s  =s =s s',
  'consent proof': 's  s  s  s  s  s  s  s  s  s  s  s  s  s  s  s  s  s  =  s  =  =  =  =  =  s  s  s  s',
  health: '=  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =  =',
  'directory page': 's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s s  s  s  =  s  s  =s s',
  'directory delta': 's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s =s s  s  =  s  s  =s s',
  'mailbox directory page': 's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s s  s  s  =  s  s  =s s',
  'mailbox directory delta': 's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s =s s  s  =  s  s  =s s',
  'organizational contacts page':
    's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s s  s  s  =  s  s  =s s',
  'organizational contacts delta':
    's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s =s s  s  =  s  s  =s s',
  group: 's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s s  =  =  =  s  s  =s s',
  'group members of a source': 's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s s  s  =  =  s  s  =s s',
  'group members of an audience':
    's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s s  s  =  =  s  s  =s b',
  'mailbox settings': '=  =  =s =s =  =  =  =  s  s  =s =s =s =s b  s  =s =s =  =s =s s  =  =  =  =  s  s  =',
  'photo look': 'n  n  =s =s s  s  b  b  n  n  =s =s =s =s b  n  =s =s =  =s =s n  =  =  =  n  n  n  n',
  'photo read': 'n  n  =s =s s  s  b  b  n  n  =s =s =s =s b  n  =s =s =  n  =s n  =  =  =  n  n  n  n',
  'folder find': 'n  n  =n =n l  l  l  l  n  n  =n =n =n =n l  l  =n =n =  =n =n n  =n =  =  n  n  n  =',
  'folder read': 'n  n  =n =n l  l  =  =  n  n  =n =n =n =n l  l  =n =n =  =n =n n  =  =  =  n  n  n  n',
  'folder create': 'n  n  =n =n l  l  l  l  =n =  =n =  =n =n l  l  =n =  =  =  =n n  =  =  =  =  =  =  =',
  'child folder find': 'n  n  =n =n l  l  =  =  n  n  =n =n =n =n l  l  =n =n =  =n =n n  =n =  =  n  n  n  =',
  'child folder create': 'n  n  =n =n l  l  =n =  =n =  =n =  =n =n l  l  =n =  =  =  =n n  =  =  =  =  =  =  =',
  'stamp listing': 'n  n  =n =n l  l  =n =n n  n  =n =n =n =n l  l  =n =n =  =n =n n  =n =  =  n  n  n  b',
  create: 'o  n  =n bn l  l  =n =n n  o  =n =  =n bn l  l  =n =  =  =  =n n  =  =  =  =  =  =  =',
  'look for a lost create': 'n  n  =n =n l  l  =n =n n  n  =n =n =n =n l  l  =n =n =  =n =n n  =n =  =  n  n  n  =',
  update: '=o =n =n =n l  l  n  n  n  n  =n =n =n =n l  l  =n =n =  =n =n n  =  =  =  =  =  =  =',
  delete: 'n  n  =n =n l  n  n  =  n  n  =n =n =n =n l  l  =n =n =  =  =n n  =  =  =  =  =  =  =',
  'photo write': 'l  n  =n =n n  n  n  n  n  n  =n =n =n =n n  n  n  n  =  =  =n n  =  =  =  =  =  =  =',
  'photo removal': 'o  n  =n =n n  n  B  =  n  n  =n =n =n =n n  n  =n =n =  =  =n n  =  =  =  =  =  =  =',
  batch: 'n  n  =s bs =s bs =n =n =n =n =n =n =s bs =n =n =n =n =  =n =s =n =  =  =  =n =n =n =n',
  'first batch': 'n  n  =s =s =s =s =n =n =n =n =n =n =s =s =n =n =n =n =  =n =s =n =  =  =  =n =n =n =n',
  'batch part': 'on n  =n bn l  l  =l =l n  o  =n =n =n bn l  l  =n =n =  =n =n n  =  =  =  =n =n =n =n',
  'first drift delta': 'n  n  =n =n l  l  =n =n n  n  =n =n =n =n l  n  =n =n =  =n =n n  n  n  =  n  n  n  n',
  'drift delta': 'n  n  =n =n l  l  =n =n n  n  =n =n =n =n l  n  =n =n =  =n =n =n n  n  =  n  n  n  n',
  'contact read': 'n  n  =n =n l  l  b  b  n  n  =n =n =n =n l  n  =n =n =  =n =n n  =  =  =  n  n  n  n',
  'shared mailbox find': 's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s s  =s =  =  s  s  =s s',
  'shared folder find': 's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s s  =s =  =  s  s  s  s',
  'shared folder page': 's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s s  =s =  =  s  s  s  =',
  'shared folder delta': 's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s =s s  s  =  s  s  s  s',
  'shared contact read': 's  s  =s =s s  s  =  =  s  s  =s =s =s =s s  s  =s =s =  =s =s =  =  =  =  s  s  s  s',
  'taking out: folder find': 'n  n  =n =n n  n  =b =b n  n  =n =n =n =n n  n  =n =n =  =n =n n  =  =  =  n  n  n  n',
  'taking out: stamp listing': 'n  n  =s =s n  n  n  n  n  n  =n =n =n =n n  n  =n =n =  =n =s n  =n =  =  n  n  n  n=',
  'taking out: delete': 'n  n  =n =n n  n  n  =  n  n  =n =n =n =n n  n  =n =n =  =  =n n  =  =  =  =  =  =  =',
  'taking out: look for others':
    'n  n  =n =n n  n  =  =  n  n  =n =n =n =n n  n  =n =n =  =n =n n  =  =  =  n  n  n  =',
  'taking out: folder delete': 'n  n  =n =n n  n  b  =  n  n  =n =n =n =n n  n  =n =n =  =  =n n  =  =  =  =  =  =  =',
  'taking out: stamp off': '=n =n =n =n n  n  b  =  n  n  =n =n =n =n n  n  =n =n =  =n =n n  =  =  =  =  =  =  =',
  'clean-up: folders': 's  s  =s =s n  n  n  n  s  s  =s =s =s =s n  n  =s =s =  =s =s s  =s =  =  s  s  s  b',
  'clean-up: contacts': 's  s  =s =s n  n  b  b  s  s  =s =s =s =s n  n  =s =s =  =s =s s  =s =  =  s  s  s  b=',
  'clean-up: delete': 's  s  =s =s n  n  b  =  s  s  =s =s =s =s n  n  =s =s =  =  =s s  =  =  =  =  =  =  =',
  'clean-up: folder delete': 's  s  =s =s n  n  =  =  s  s  =s =s =s =s n  n  =s =s =  =  =s s  =  =  =  =  =  =  =',
  'undo: folder create': 's  s  =s =s s  s  s  s  =s =  =s =  =s =s s  s  =s =  =  =  =s s  =  =  =  =  =  =  =',
  'undo: look for what is there':
    's  s  =s =s s  s  s  s  s  s  =s =s =s =s s  s  =s =s =  =s =s s  s  =  =  s  s  s  =',
  'undo: create': 's  s  =s BS s  s  s  s  s  s  s  s  =s BS s  s  s  s  =  s  =s s  =  =  =  =  =  =  =',
};

export function expectedRow(name: OperationName): Row {
  return rows[name].split(/ +/);
}

/** The columns and the matrix as docs/sync-model.md shows them. */
export function shownColumns(): string {
  return familyNames.map((name, index) => `| ${index + 1} | ${name} |`).join('\n');
}

export function shownMatrix(): string {
  const width = Math.max(...operationNames.map((name) => name.length));
  const line = (name: string, cells: Row) =>
    `${name.padEnd(width)} ${cells.map((cell) => cell.padEnd(2)).join(' ')}`.trimEnd();
  const numbers = familyNames.map((_, index) => String(index + 1));
  return [line('', numbers), ...operationNames.map((name) => line(name, expectedRow(name)))].join('\n');
}
