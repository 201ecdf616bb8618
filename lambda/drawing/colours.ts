// The colours of the drawings: each stands out on white and on black, and none says anything that words do not say too.

export const COLOURS = {
  leaked: "#e5484d",
  alive: "#d9730d",
  asked: "#8e6bdb",
  dead: "#2f9e5f",
  calm: "#3b82c4",
  faint: "#868e96",
} as const;
