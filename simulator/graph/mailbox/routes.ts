import type { Route } from '../route.ts';
import { contactRoutes } from './contact-routes.ts';
import { folderRoutes } from './folder-routes.ts';
import { photoRoutes } from './photo-routes.ts';

/** All that Graph does with the contacts in mailboxes. */
export const mailboxRoutes: readonly Route[] = [...folderRoutes, ...contactRoutes, ...photoRoutes];
