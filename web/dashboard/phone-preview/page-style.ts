import { makeStyles } from '@fluentui/react-components';
import { threePhones } from './room.ts';

const widest = 'min(1720px, 100vw - 380px)';

const useStyles = makeStyles({
  // Where there is room for three phones, the page is wider than pages of text are.
  page: { [`@media ${threePhones}`]: { width: widest, marginInlineStart: `calc((1280px - ${widest}) / 2)` } },
});

export function usePageStyle(): string {
  return useStyles().page;
}
