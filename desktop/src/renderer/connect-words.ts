/** The connect page's words: it comes before the app, and before anybody has chosen a language. */
import type { ConnectProblem, Language } from '../bridge/channels.ts';

export interface ConnectWords {
  readonly title: string;
  readonly lead: string;
  readonly label: string;
  readonly help: string;
  readonly submit: string;
  readonly looking: string;
  readonly problems: Readonly<Record<ConnectProblem | 'failed', string>>;
}

const ENGLISH: ConnectWords = {
  title: 'Where is your association’s system?',
  lead: 'Communitrak on this computer works with your association’s server. You are asked this once.',
  label: 'Server address',
  help: 'For example: hoa.example.org. It is in the invitation from your office, or at the top of the browser when you use Communitrak there.',
  submit: 'Connect',
  looking: 'Looking for it …',
  problems: {
    'not-an-address': 'This is not an address. Write it like this: hoa.example.org',
    'not-secure':
      'This address is not secure (http://). Ask your office for the one that begins with https://',
    unreachable:
      'No answer from this address. Check the spelling and the internet connection, then try again.',
    'not-communitrak':
      'Something answers at this address, but it is not Communitrak. Check the address with your office.',
    cancelled: 'Nothing was changed.',
    failed:
      'The address could not be kept on this computer. Check that its disk is not full, then try again.',
  },
};

const SPANISH: ConnectWords = {
  title: '¿Dónde está el sistema de su asociación?',
  lead: 'Communitrak en este equipo trabaja con el servidor de su asociación. Se le pregunta solo una vez.',
  label: 'Dirección del servidor',
  help: 'Por ejemplo: hoa.example.org. Está en la invitación de su oficina, o en la parte superior del navegador cuando usa Communitrak allí.',
  submit: 'Conectar',
  looking: 'Buscándolo…',
  problems: {
    'not-an-address': 'Esto no es una dirección. Escríbala así: hoa.example.org',
    'not-secure': 'Esta dirección no es segura (http://). Pida a su oficina la que empieza por https://',
    unreachable:
      'Esta dirección no responde. Revise cómo está escrita y la conexión a internet, e inténtelo de nuevo.',
    'not-communitrak': 'Algo responde en esta dirección, pero no es Communitrak. Confírmela con su oficina.',
    cancelled: 'No se ha cambiado nada.',
    failed:
      'No se pudo guardar la dirección en este equipo. Compruebe que el disco no esté lleno e inténtelo de nuevo.',
  },
};

export function connectLanguage(preferred: readonly string[]): Language {
  const known = preferred
    .map((tag) => tag.toLowerCase().slice(0, 2))
    .find((tag) => tag === 'en' || tag === 'es');
  return known === 'es' ? 'es' : 'en';
}

export function connectWords(language: Language): ConnectWords {
  return language === 'es' ? SPANISH : ENGLISH;
}
