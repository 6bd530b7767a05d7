import type { listRoutes } from '../../contract/lists.routes.ts';
import type { Handlers } from '../../endpoint/handler.ts';
import { checkDefinitions } from './check-definitions.ts';
import { createCollection } from './create-collection.ts';
import { deleteCollection } from './delete-collection.ts';
import { deleteCsvFile } from './delete-csv-file.ts';
import { deleteSource } from './delete-source.ts';
import { exportDefinitions } from './export-definitions.ts';
import { findGroups } from './find-groups.ts';
import { getCollection } from './get-collection.ts';
import { getDefinitions } from './get-definitions.ts';
import { getItem } from './get-item.ts';
import { getItemPhoto } from './get-item-photo.ts';
import { getPhoneExamples } from './get-phone-examples.ts';
import { getPhonePreview } from './get-phone-preview.ts';
import { importDefinitions } from './import-definitions.ts';
import { listCollections } from './list-collections.ts';
import { listCsvFiles } from './list-csv-files.ts';
import { listItems } from './list-items.ts';
import { previewCollection } from './preview-collection.ts';
import { previewMapping } from './preview-mapping.ts';
import { previewSource } from './preview-source.ts';
import { putCollection } from './put-collection.ts';
import { putSource } from './put-source.ts';
import { uploadCsv } from './upload-csv.ts';

/** Every operation of this area. */
export const listHandlers: Handlers<keyof typeof listRoutes> = {
  getDefinitions,
  checkDefinitions,
  exportDefinitions,
  importDefinitions,
  putSource,
  deleteSource,
  previewSource,
  uploadCsv,
  deleteCsvFile,
  listCsvFiles,
  findGroups,
  listCollections,
  createCollection,
  getCollection,
  putCollection,
  deleteCollection,
  previewCollection,
  listItems,
  getItem,
  getItemPhoto,
  previewMapping,
  getPhoneExamples,
  getPhonePreview,
};
