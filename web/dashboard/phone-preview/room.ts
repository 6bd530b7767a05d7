/** How much fits side by side: people above the phone, people and a phone, two phones, all three. */
export const oneColumn = '(max-width: 899px)';
export const twoPhones = '(min-width: 1400px)';
export const threePhones = '(min-width: 1840px)';
