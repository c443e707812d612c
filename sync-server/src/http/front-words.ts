/** What the public page says, in the languages it is said in. */
export interface FrontWords {
  readonly lang: string;
  readonly title: string;
  readonly description: string;
  readonly signIn: string;
  readonly open: string;
  readonly headline: string;
  readonly lead: string;
  readonly points: readonly { readonly title: string; readonly text: string }[];
  /** A request as its reporter sees it: the product in one picture, in words. */
  readonly sample: { readonly number: string; readonly title: string; readonly steps: readonly string[] };
  readonly cookiesOff: string;
  readonly cookiesNote: string;
  readonly invited: string;
  readonly privacy: string;
}

const ENGLISH: FrontWords = {
  lang: 'en',
  title: 'Communitrak: your association, in your pocket',
  description: 'Requests, neighbours and records of a homeowners’ association, with or without a connection.',
  signIn: 'Sign in',
  open: 'Open Communitrak',
  headline: 'Your association, in your pocket.',
  lead: 'Report the leak in the elevator, read the answer on the porch. Communitrak works with no signal, and sends what you wrote as soon as there is one.',
  points: [
    {
      title: 'It never loses what you wrote',
      text: 'Everything is kept on your device first. You always see what is sent and what is still waiting.',
    },
    {
      title: 'You see what concerns you',
      text: 'Your household’s matters are for your household and the office. Neighbours see what is meant for all.',
    },
    {
      title: 'The office answers in one place',
      text: 'Requests come with photos and a number, are assigned, answered and closed, and you can follow each step.',
    },
  ],
  sample: {
    number: 'R-0042',
    title: 'Water on the floor of the elevator',
    steps: ['Saved on this device', 'Waiting to send', 'Sent, 8:41', 'Office: the technician comes at ten.'],
  },
  cookiesOff:
    'Your browser refuses cookies. This page works without them, but signing in does not: please allow cookies for this site.',
  cookiesNote:
    'This page sets no cookies. Signing in sets one, which keeps you signed in and does nothing else.',
  invited: 'Accounts are by invitation of your association. Its office can help you with yours.',
  privacy: 'Questions about privacy?',
};

const SPANISH: FrontWords = {
  lang: 'es',
  title: 'Communitrak: su comunidad, en el bolsillo',
  description: 'Solicitudes, vecinos y registros de una asociación de propietarios, con o sin conexión.',
  signIn: 'Iniciar sesión',
  open: 'Abrir Communitrak',
  headline: 'Su comunidad, en el bolsillo.',
  lead: 'Informe de la gotera desde el ascensor y lea la respuesta en el porche. Communitrak funciona sin cobertura y envía lo que escribió en cuanto la hay.',
  points: [
    {
      title: 'Nunca pierde lo que escribe',
      text: 'Todo se guarda primero en su dispositivo. Siempre ve qué se ha enviado y qué sigue en espera.',
    },
    {
      title: 'Ve lo que le concierne',
      text: 'Los asuntos de su hogar son de su hogar y de la oficina. Los vecinos ven lo que es para todos.',
    },
    {
      title: 'La oficina responde en un solo lugar',
      text: 'Cada solicitud lleva fotos y número, se asigna, se responde y se cierra, y usted puede seguir cada paso.',
    },
  ],
  sample: {
    number: 'R-0042',
    title: 'Agua en el suelo del ascensor',
    steps: [
      'Guardado en este dispositivo',
      'Por enviar',
      'Enviado, 8:41',
      'Oficina: el técnico llega a las diez.',
    ],
  },
  cookiesOff:
    'Su navegador rechaza las cookies. Esta página funciona sin ellas, pero no se puede iniciar sesión: permita las cookies de este sitio.',
  cookiesNote:
    'Esta página no usa cookies. Al iniciar sesión se guarda una, que mantiene la sesión abierta y no hace nada más.',
  invited: 'Las cuentas se crean por invitación de su asociación. La oficina puede ayudarle con la suya.',
  privacy: '¿Preguntas sobre privacidad?',
};

export const FRONT_WORDS: readonly FrontWords[] = [ENGLISH, SPANISH];
export const DEFAULT_WORDS = ENGLISH;
