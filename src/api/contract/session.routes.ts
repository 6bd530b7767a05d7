import type { Routes } from './route.ts';

export const sessionRoutes = {
  getSession: {
    method: 'GET',
    path: '/session',
    access: 'anyone',
    summary: 'Who is signed in, and what they may do where.',
  },
  signOut: {
    method: 'POST',
    path: '/session/sign-out',
    access: 'signed-in',
    summary: 'Ends this session.',
    peopleOnly: true,
  },
  signOutEverywhere: {
    method: 'POST',
    path: '/session/sign-out-everywhere',
    access: 'signed-in',
    summary: 'Ends every session of this person, this one too.',
    peopleOnly: true,
  },
  listSessions: {
    method: 'GET',
    path: '/sessions',
    access: 'signed-in',
    summary: 'Sessions of this person.',
    peopleOnly: true,
  },
  revokeSession: {
    method: 'DELETE',
    path: '/sessions/{sessionId}',
    access: 'signed-in',
    summary: 'Ends one session of this person.',
    peopleOnly: true,
  },
  setLanguage: {
    method: 'PUT',
    path: '/session/language',
    access: 'signed-in',
    summary: 'Language of this person, for pages and mail.',
    peopleOnly: true,
  },
} as const satisfies Routes;
