import type { SimResponse } from '../../http/message.ts';
import { GraphError } from '../errors.ts';
import { jsonObjectOf } from '../json-body.ts';
import { parseODataQuery } from '../odata/query.ts';
import type { Route, RouteContext } from '../route.ts';
import { directoryQuery } from './directory-query.ts';
import { getObject, metadataLink } from './list.ts';
import { findObject } from './lookup.ts';
import { readObjects } from './permissions.ts';
import { directoryObjectType } from './properties.ts';
import { checkSelect, resourceNotFound, resourceOf } from './resource.ts';

const maxIds = 1000;

/** Objects by their ids, whatever they are. */
export const directoryObjectRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/directoryObjects/{}',
    permissions: readObjects,
    service: 'directory',
    operation: 'directoryObject.get',
    handle: (context) => {
      const [id = ''] = context.params;
      const found = findObject(context.caller.tenant, id.toLowerCase());
      if (found === undefined) throw resourceNotFound(id);
      return getObject(context, found.type, found.object, 'directoryObjects', true);
    },
  },
  {
    method: 'POST',
    pattern: '/directoryObjects/getByIds',
    permissions: readObjects,
    service: 'directory',
    operation: 'directoryObjects.getByIds',
    handle: getByIds,
  },
];

/** Ids that are not there are left out, as Graph does. */
function getByIds(context: RouteContext): SimResponse {
  const { ids, types } = jsonObjectOf(context.request.body);
  if (!isTexts(ids) || ids.length === 0) {
    throw new GraphError(
      400,
      'Request_BadRequest',
      "A value is required for property 'ids' of type 'Collection(Edm.String)'.",
    );
  }
  if (ids.length > maxIds) {
    throw new GraphError(400, 'Request_BadRequest', `The number of ids exceeds the limit of ${maxIds}.`);
  }
  if (types !== undefined && types !== null && !isTexts(types)) {
    throw new GraphError(400, 'Request_BadRequest', "The value of property 'types' is not valid.");
  }
  const wanted = isTexts(types) && types.length > 0 ? new Set(types.map((type) => type.toLowerCase())) : null;
  const select = checkSelect(
    directoryObjectType,
    parseODataQuery(context.request.query, ['select'], directoryQuery).select,
  );
  const value = [...new Set(ids.map((id) => id.toLowerCase()))].flatMap((id) => {
    const found = findObject(context.caller.tenant, id);
    if (found === undefined) return [];
    const isWanted = wanted === null || wanted.has('directoryobject') || wanted.has(found.kind.toLowerCase());
    if (!isWanted) return [];
    return [{ '@odata.type': `#microsoft.graph.${found.type.name}`, ...resourceOf(found.type, found.object, select) }];
  });
  return {
    status: 200,
    headers: {},
    body: { '@odata.context': metadataLink(context, 'directoryObjects', select), value },
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((element) => typeof element === 'string');
