import { GraphError } from '../errors.ts';
import { unknownProperty } from './contact-body.ts';
import {
  cannotConvert,
  cannotRead,
  type ExtendedChange,
  isRecord,
  readExtendedProperties,
} from './extended-properties.ts';

/** What a request body says of a contact folder. */
export interface FolderBody {
  readonly displayName: string | undefined;
  readonly extended: ExtendedChange;
}

const maxNameLength = 256;

/** @throws {GraphError} 400 */
export function readFolderBody(body: unknown): FolderBody {
  if (!isRecord(body)) throw cannotRead('The request body is not a JSON object.');
  let displayName: string | undefined;
  let extended: ExtendedChange = {};
  for (const name of Object.keys(body)) {
    const value = body[name];
    switch (name) {
      case 'displayName':
        displayName = readName(value);
        break;
      case 'singleValueExtendedProperties':
      case 'multiValueExtendedProperties':
        extended = { ...extended, ...readExtendedProperties(name, value) };
        break;
      case 'id':
      case 'parentFolderId':
        break;
      case 'childFolders':
      case 'contacts':
        throw new GraphError(
          501,
          'NotImplemented',
          `The navigation property '${name}' cannot be written with a folder.`,
        );
      default:
        if (!name.includes('@')) throw unknownProperty(name, 'microsoft.graph.contactFolder');
    }
  }
  return { displayName, extended };
}

function readName(value: unknown): string {
  if (typeof value !== 'string') throw cannotConvert(value, 'Edm.String');
  if (value.trim() !== '' && value.length <= maxNameLength) return value;
  throw new GraphError(400, 'ErrorInvalidRequest', `The folder name must have 1 to ${maxNameLength} characters.`);
}
