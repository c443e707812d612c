/** How much is new, for the window's title: `(3) Home · Communitrak`. */
import { createContext } from 'react';

export const TitleCount = createContext(0);
