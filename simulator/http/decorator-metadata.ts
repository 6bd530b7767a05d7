/**
 * @peculiar/x509 finds its parts through tsyringe, which refuses to load unless `Reflect.getMetadata` exists.
 * None of its classes has metadata, so the honest answer to every question is: none.
 */
if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, { getMetadata: () => undefined, getOwnMetadata: () => undefined, defineMetadata: () => {} });
}
