import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useButtonLinkStyle } from './button-link-style.ts';

const useStyles = makeStyles({
  quiet: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
  },
});

/** Class of a router `Link` that stands beside a first action and looks like its button. */
export function useQuietButtonLinkStyle(): string {
  return mergeClasses(useButtonLinkStyle(), useStyles().quiet);
}
