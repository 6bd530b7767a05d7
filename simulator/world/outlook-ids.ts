import { createHash } from 'node:crypto';
import type { SimMailbox } from './model.ts';

/**
 * The ids of Outlook items as Exchange writes them: long, base64url, case-sensitive.
 *
 * An id is a fixed frame around the mailbox's own 22 characters and a serial number in six, so that it costs nothing
 * to make, is never the same twice, and needs not be stored. An immutable id knows the item alone; the other kind also
 * knows the folder, and so becomes invalid when the item moves. Folder ids never change.
 */

type IdOwner = Pick<SimMailbox, 'idBase'>;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const characters = [...alphabet];
const digits = new Map(characters.map((character, digit) => [character.charCodeAt(0), digit]));

const immutableHead = 'AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A';
const mutableHead = 'AAMkAD';
const mutableMiddle = 'BGAAAAAA';
const mutableTail = 'BwA';
const mutableJoint = 'AAAAAAEOAAA';
const folderMiddle = 'AuAAAAAA';
const folderTail = 'AQBA';
const folderEnd = 'AAAAAAEOAAA=';
const itemEnd = 'AAA=';

/** The serial number of the mailbox's root folder, which is shown only as a parent. */
const rootSerial = 0;

/** What is common to all ids of a mailbox. */
export function idBaseOf(userId: string): string {
  const hex = userId.replaceAll('-', '');
  const bytes = /^[0-9a-f]{32}$/i.test(hex)
    ? Buffer.from(hex, 'hex')
    : createHash('sha256').update(userId).digest().subarray(0, 16);
  return bytes.toString('base64url');
}

/** The id that `Prefer: IdType="ImmutableId"` asks for. */
export function immutableId(mailbox: IdOwner, serial: number): string {
  return immutableHead + mailbox.idBase + encodeNumber(serial) + itemEnd;
}

/** The id that is shown otherwise; it changes when the item moves. */
export function mutableId(mailbox: IdOwner, serial: number, folderSerial: number): string {
  const { idBase } = mailbox;
  const folder = encodeNumber(folderSerial);
  return (
    mutableHead + idBase + mutableMiddle + idBase + mutableTail + folder + mutableJoint + encodeNumber(serial) + itemEnd
  );
}

export function folderId(mailbox: IdOwner, serial: number): string {
  return mutableHead + mailbox.idBase + folderMiddle + mailbox.idBase + folderTail + encodeNumber(serial) + folderEnd;
}

/** The parent of the default folder. */
export function rootFolderId(mailbox: IdOwner): string {
  return folderId(mailbox, rootSerial);
}

export function changeKey(mailbox: IdOwner, sequence: number): string {
  return `EQAAABYAAAC${mailbox.idBase}${encodeNumber(sequence)}A`;
}

/** Reads an id of either kind; null if it is none of this mailbox. `folderSerial` is null in immutable ids. */
export function readItemId(
  mailbox: IdOwner,
  id: string,
): { readonly serial: number; readonly folderSerial: number | null } | null {
  const serial = decodeNumber(id, id.length - itemEnd.length - 6);
  if (serial === null) return null;
  if (id === immutableId(mailbox, serial)) return { serial, folderSerial: null };
  const folderSerial = decodeNumber(id, id.length - itemEnd.length - 6 - mutableJoint.length - 6);
  if (folderSerial === null || id !== mutableId(mailbox, serial, folderSerial)) return null;
  return { serial, folderSerial };
}

function encodeNumber(value: number): string {
  let rest = value;
  let text = '';
  for (let place = 0; place < 6; place += 1) {
    text = (characters[rest % 64] ?? '') + text;
    rest = Math.floor(rest / 64);
  }
  return text;
}

function decodeNumber(text: string, start: number): number | null {
  if (start < 0) return null;
  let value = 0;
  for (let at = start; at < start + 6; at += 1) {
    const digit = digits.get(text.charCodeAt(at));
    if (digit === undefined) return null;
    value = value * 64 + digit;
  }
  return value;
}
