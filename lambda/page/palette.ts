// The colours of the page, each with enough contrast to the paper beside it, in the light and in the dark.

export const LIGHT = `
  --paper: #f6f7f9; --card: #ffffff; --ink: #1b2130; --quiet: #596273; --line: #d9dde5; --soft: #eef0f4;
  --link: #0b57b8; --danger: #b3261e; --danger-soft: #fdecea; --warning: #8a5a00; --warning-soft: #fff4dc;
  --busy: #0b57b8; --busy-soft: #e8f0fc; --good: #1b6e3c; --good-soft: #e6f4ea; --ended: #596273; --ended-soft: #eceff3;
`;

export const DARK = `
  --paper: #12151c; --card: #1a1e27; --ink: #e5e8ee; --quiet: #9aa4b5; --line: #323947; --soft: #232833;
  --link: #8ab8ff; --danger: #ff9a91; --danger-soft: #3a1d1d; --warning: #f2c261; --warning-soft: #34290f;
  --busy: #8ab8ff; --busy-soft: #1b2a42; --good: #7fd19b; --good-soft: #16301f; --ended: #9aa4b5; --ended-soft: #262b36;
`;
