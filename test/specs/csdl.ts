/** `graph.emailAddress`, `Edm.String` …, and whether there are many of them. */
export interface TypeRef {
  /** Full name: `microsoft.graph.contact`, `Edm.String`. */
  readonly name: string;
  readonly collection: boolean;
}

export interface CsdlProperty {
  readonly type: TypeRef;
  readonly nullable: boolean;
}

export interface CsdlType {
  readonly name: string;
  readonly kind: 'entity' | 'complex';
  readonly base: string | null;
  readonly properties: ReadonlyMap<string, CsdlProperty>;
  /** Other entities that belong to it or that it points to. */
  readonly navigations: ReadonlyMap<string, CsdlProperty>;
}

/** What a CSDL file says; names are full ones, inheritance is resolved by the functions below. */
export interface CsdlModel {
  readonly types: ReadonlyMap<string, CsdlType>;
  /** Members of each enumeration. */
  readonly enums: ReadonlyMap<string, ReadonlySet<string>>;
  /** Entity sets and singletons: what a path can begin with. */
  readonly roots: ReadonlyMap<string, TypeRef>;
}

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly closes: boolean;
  readonly opens: boolean;
}

/** Reads the parts of a CSDL file that requests and answers are made of; functions are known by the path list. */
export function readCsdl(text: string): CsdlModel {
  const aliases = readAliases(text);
  const types = new Map<string, CsdlType>();
  const enums = new Map<string, ReadonlySet<string>>();
  const roots = new Map<string, TypeRef>();
  let namespace = '';
  let type: { properties: Map<string, CsdlProperty>; navigations: Map<string, CsdlProperty> } | null = null;
  let members: Set<string> | null = null;

  for (const { name: tag, attributes, opens, closes } of elements(text)) {
    const name = attributes.get('Name') ?? '';
    const ref = (attribute: string): TypeRef => typeRef(attributes.get(attribute) ?? '', aliases);
    switch (tag) {
      case 'Schema':
        if (opens) namespace = attributes.get('Namespace') ?? '';
        break;
      case 'EntityType':
      case 'ComplexType':
        if (opens) {
          const base = attributes.get('BaseType');
          type = { properties: new Map(), navigations: new Map() };
          types.set(`${namespace}.${name}`, {
            name: `${namespace}.${name}`,
            kind: tag === 'EntityType' ? 'entity' : 'complex',
            base: base === undefined ? null : fullName(base, aliases),
            ...type,
          });
        }
        if (closes) type = null;
        break;
      case 'Property':
        if (opens) type?.properties.set(name, property(ref('Type'), attributes));
        break;
      case 'NavigationProperty':
        if (opens) type?.navigations.set(name, property(ref('Type'), attributes));
        break;
      case 'EnumType':
        if (opens) {
          members = new Set();
          enums.set(`${namespace}.${name}`, members);
        }
        if (closes) members = null;
        break;
      case 'Member':
        if (opens) members?.add(name);
        break;
      case 'EntitySet':
        if (opens) roots.set(name, { ...ref('EntityType'), collection: true });
        break;
      case 'Singleton':
        if (opens) roots.set(name, ref('Type'));
        break;
    }
  }
  return { types, enums, roots };
}

/** The type and what it inherits from, nearest first. */
export function* lineage(model: CsdlModel, typeName: string): Iterable<CsdlType> {
  for (let type = model.types.get(typeName); type !== undefined; ) {
    yield type;
    type = type.base === null ? undefined : model.types.get(type.base);
  }
}

/** Own, inherited, or, with `derived`, of a type that inherits from it: a member list shows users as directory objects. */
export function findMember(
  model: CsdlModel,
  typeName: string,
  name: string,
  derived: boolean,
): { readonly kind: 'property' | 'navigation'; readonly property: CsdlProperty } | null {
  for (const type of lineage(model, typeName)) {
    const found = ownMember(type, name);
    if (found !== null) return found;
  }
  if (!derived) return null;
  for (const type of model.types.values()) {
    if (type.name === typeName) continue;
    const found = ownMember(type, name);
    if (found !== null && [...lineage(model, type.name)].some((ancestor) => ancestor.name === typeName)) return found;
  }
  return null;
}

function ownMember(type: CsdlType, name: string) {
  const plain = type.properties.get(name);
  if (plain !== undefined) return { kind: 'property' as const, property: plain };
  const navigation = type.navigations.get(name);
  return navigation === undefined ? null : { kind: 'navigation' as const, property: navigation };
}

/** The full name of what a path or `@odata.type` calls `graph.user` or `microsoft.graph.user`. */
export function fullName(name: string, aliases: ReadonlyMap<string, string> = new Map([['graph', 'microsoft.graph']])) {
  const dot = name.lastIndexOf('.');
  const namespace = aliases.get(name.slice(0, dot));
  return namespace === undefined ? name : `${namespace}${name.slice(dot)}`;
}

function typeRef(text: string, aliases: ReadonlyMap<string, string>): TypeRef {
  const inner = /^Collection\((.*)\)$/.exec(text)?.[1];
  return { name: fullName(inner ?? text, aliases), collection: inner !== undefined };
}

function property(type: TypeRef, attributes: ReadonlyMap<string, string>): CsdlProperty {
  return { type, nullable: attributes.get('Nullable') !== 'false' };
}

function readAliases(text: string): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const { attributes } of elements(text, 'Schema')) {
    const alias = attributes.get('Alias');
    const namespace = attributes.get('Namespace');
    if (alias !== undefined && namespace !== undefined) aliases.set(alias, namespace);
  }
  return aliases;
}

/** Tags in the order of the file; the values of CSDL attributes that are read here need no unescaping. */
function* elements(text: string, only = '\\w+'): Iterable<Element> {
  const tags = new RegExp(`<(/?)(${only})((?:\\s+[\\w:.]+="[^"]*")*)\\s*(/?)>`, 'g');
  for (const [, slash, name = '', attributeText = '', selfClosing] of text.matchAll(tags)) {
    const attributes = new Map<string, string>();
    for (const [, key = '', value = ''] of attributeText.matchAll(/([\w:.]+)="([^"]*)"/g)) attributes.set(key, value);
    yield { name, attributes, opens: slash !== '/', closes: slash === '/' || selfClosing === '/' };
  }
}
