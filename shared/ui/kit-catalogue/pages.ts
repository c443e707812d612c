/** Every page of the catalogue, in the order in which they are listed. One line a part. */
import type { CataloguePage } from './catalogue-page.ts';
import { buttonPage } from './ButtonPage.tsx';
import { cardPage } from './CardPage.tsx';
import { chartsPage } from './charts/ChartsPage.tsx';
import { formPage } from './form/FormPage.tsx';
import { layersPage } from './layers/LayersPage.tsx';
import { masterDetailPage } from './master-detail/MasterDetailPage.tsx';
import { pickersPage } from './pickers/PickersPage.tsx';
import { printPage } from './PrintPages.tsx';
import { statesPage } from './states/StatesPage.tsx';
import { tablePage } from './table/TablePage.tsx';
import { wizardPage } from './wizard/WizardPage.tsx';

export const PAGES: readonly CataloguePage[] = [
  buttonPage,
  cardPage,
  tablePage,
  masterDetailPage,
  printPage,
  formPage,
  wizardPage,
  pickersPage,
  layersPage,
  statesPage,
  chartsPage,
];
