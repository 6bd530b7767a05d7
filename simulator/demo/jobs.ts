export interface Department {
  readonly name: string;
  readonly titles: readonly string[];
}

export const departments: readonly Department[] = [
  { name: 'Vertrieb', titles: ['Account Manager', 'Vertriebsleiterin', 'Key Account Manager', 'Innendienst'] },
  { name: 'Einkauf', titles: ['Einkäufer', 'Strategische Einkäuferin', 'Leiter Einkauf'] },
  { name: 'Produktion', titles: ['Schichtführer', 'Meisterin', 'Maschinenführer', 'Qualitätsprüferin'] },
  { name: 'Forschung & Entwicklung', titles: ['Software Engineer', 'Entwicklungsingenieurin', 'Research Scientist'] },
  { name: 'Personal', titles: ['HR Business Partner', 'Referentin Personal', 'Recruiter'] },
  { name: 'Finanzen', titles: ['Controller', 'Buchhalterin', 'Treasury Manager', 'Chief Financial Officer'] },
  { name: 'IT', titles: ['Systemadministrator', 'IT-Support', 'Security Engineer', 'Product Owner'] },
  { name: 'Logistik', titles: ['Disponent', 'Lagerleiterin', 'Supply-Chain-Manager'] },
  { name: 'Recht', titles: ['Syndikusrechtsanwältin', 'Datenschutzbeauftragter', 'Paralegal'] },
  { name: 'Kundendienst', titles: ['Servicetechniker', 'Teamleiterin Service', 'Support Specialist'] },
];
