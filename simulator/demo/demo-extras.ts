import type { SimUser } from '../world/model.ts';
import { createRandom, type RandomSource, randomGuid } from '../world/random.ts';
import { demoPerson, pick } from './demo-person.ts';
import { type DirectoryBuilder, mailProperties } from './directory-builder.ts';
import { asciiSlug } from './names.ts';
import { type Office, offices } from './offices.ts';

const sharedNames = [
  'Info',
  'Bewerbung',
  'Buchhaltung',
  'Empfang',
  'Support',
  'Presse',
  'Datenschutz',
  'Störungsstelle',
];
const roomNames = ['Isar', 'Alster', 'Spree', 'Rhein', 'Zugspitze', 'Brocken', 'Café Einstein', 'Großer Saal'];
const equipmentNames = ['Beamer', 'Dienstwagen', 'E-Bike', 'Drohne', 'Hebebühne'];
const suppliers = [
  { company: 'Fabrikam AG', domain: 'fabrikam.example' },
  { company: 'Müller & Söhne KG', domain: 'mueller-soehne.example' },
  { company: 'Northwind Traders Ltd', domain: 'northwind.example' },
  { company: 'Société Générale d’Emballage', domain: 'sge.example' },
  { company: 'Büroservice Weiß e.K.', domain: 'bueroservice-weiss.example' },
];
const supplierTitles = ['Vertrieb', 'Key Account Manager', 'Technischer Ansprechpartner', 'Geschäftsführerin'];

/** Shared mailboxes, rooms, equipment (about 3 % of the people), guests (2 %) and suppliers (5 %). */
export function addExtras(builder: DirectoryBuilder, seed: string, people: number): void {
  const random = createRandom(`${seed}/extras`);
  const least = people >= 50 ? 2 : 0;
  const count = (share: number): number => Math.max(least, Math.round(people * share));
  addResources(builder, random, 'shared', count(0.012), sharedNames);
  addResources(builder, random, 'room', count(0.012), roomNames);
  addResources(builder, random, 'equipment', count(0.006), equipmentNames);
  for (let index = 0; index < count(0.02); index += 1) addGuest(builder, seed, index);
  for (let index = 0; index < Math.round(people * 0.05); index += 1) addSupplier(builder, seed, index);
}

function addResources(
  builder: DirectoryBuilder,
  random: RandomSource,
  purpose: 'shared' | 'room' | 'equipment',
  count: number,
  names: readonly string[],
): void {
  for (let index = 0; index < count; index += 1) {
    const office = pick(random, offices);
    const name = names[index % names.length] ?? purpose;
    const round = index < names.length ? '' : ` ${Math.floor(index / names.length) + 1}`;
    const displayName = purpose === 'room' ? `Raum ${name}${round} (${office.city})` : `${name}${round}`;
    const slug = builder.uniqueSlug(asciiSlug(`${purpose === 'room' ? 'raum ' : ''}${name}${round}`));
    builder.addUser(resource(builder, randomGuid(random), purpose, displayName, slug, office));
  }
}

/** A mailbox that nobody signs in to: its account is disabled and needs no licence. */
function resource(
  builder: DirectoryBuilder,
  id: string,
  purpose: 'shared' | 'room' | 'equipment',
  displayName: string,
  slug: string,
  office: Office,
): SimUser {
  return {
    id,
    properties: {
      accountEnabled: false,
      ...(purpose === 'shared'
        ? { businessPhones: [`+${office.callingCode} ${office.areaCode} ${office.exchange}0`] }
        : {}),
      city: office.city,
      country: office.country,
      createdDateTime: '2019-05-20T09:30:00Z',
      displayName,
      ...mailProperties(slug, builder.domain),
      officeLocation: office.name,
      usageLocation: office.countryCode,
      userPrincipalName: `${slug}@${builder.domain}`,
      userType: 'Member',
    },
    managerId: null,
    mailbox: { purpose, availability: 'available' },
    photo: null,
  };
}

function addGuest(builder: DirectoryBuilder, seed: string, index: number): void {
  const person = demoPerson(`${seed}/guest`, index, builder.tenant.countryCode);
  const { domain } = pick(person.random, suppliers);
  const slug = builder.uniqueSlug(`${person.slug}-guest`).replace(/-guest(\d*)$/, '$1');
  const mail = `${slug}@${domain}`;
  builder.addUser({
    id: person.id,
    properties: {
      accountEnabled: true,
      createdDateTime: '2023-11-06T14:00:00Z',
      creationType: 'Invitation',
      displayName: `${person.displayName} (Gast)`,
      externalUserState: 'Accepted',
      givenName: person.givenName,
      mail,
      mailNickname: `${slug}_${domain}#EXT#`,
      otherMails: [mail],
      proxyAddresses: [`SMTP:${mail}`],
      showInAddressList: false,
      surname: person.surname,
      userPrincipalName: `${slug}_${domain}#EXT#@${builder.domain}`,
      userType: 'Guest',
    },
    managerId: null,
    mailbox: null,
    photo: null,
  });
}

function addSupplier(builder: DirectoryBuilder, seed: string, index: number): void {
  const person = demoPerson(`${seed}/supplier`, index, builder.tenant.countryCode);
  const { company, domain } = pick(person.random, suppliers);
  const slug = builder.uniqueSlug(`${person.slug}-supplier`).replace(/-supplier(\d*)$/, '$1');
  const { office, businessPhone, mobilePhone } = person;
  builder.addOrgContact({
    id: person.id,
    properties: {
      addresses: [
        {
          city: office.city,
          countryOrRegion: office.country,
          officeLocation: office.name,
          postalCode: office.postalCode,
          state: office.state,
          street: office.streetAddress,
        },
      ],
      companyName: company,
      displayName: `${person.displayName} (${company})`,
      givenName: person.givenName,
      jobTitle: pick(person.random, supplierTitles),
      mail: `${slug}@${domain}`,
      mailNickname: slug,
      phones: [
        ...(businessPhone === null ? [] : [{ number: businessPhone, type: 'business' }]),
        ...(mobilePhone === null ? [] : [{ number: mobilePhone, type: 'mobile' }]),
      ],
      proxyAddresses: [`SMTP:${slug}@${domain}`],
      surname: person.surname,
    },
  });
}
