// The order of the rooms of lib/src, held by ESLint's no-restricted-imports.

/** A room imports only from rooms of a lower rank. */
const ROOM_RANKS = {
  core: 0,
  random: 1,
  metrics: 1,
  archives: 1,
  images: 1,
  engine: 2,
  datasets: 2,
  layers: 3,
  eda: 3,
  'keras-files': 4,
  models: 5,
  explain: 6,
  experiments: 6,
  // It audits the splits and runs of experiments.
  audit: 7,
  monitoring: 7,
  tracking: 7,
  charts: 8,
  display: 9,
  report: 9,
  notebook: 10,
  web: 10,
  kernel: 10,
  cli: 11,
};

/** Entry points: the only rooms that print, read the environment or end the process. */
export const ENTRY_ROOMS = ['cli', 'web', 'kernel'];

/** A configuration for each room: nothing of its own rank or above, and of the others their index. */
export const ROOM_ORDER = Object.entries(ROOM_RANKS).map(([room, rank]) => ({
  files: [`lib/src/${room}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', { patterns: restrictions(room, rank) }] },
}));

function restrictions(room, rank) {
  const others = Object.entries(ROOM_RANKS).filter(([other]) => other !== room);
  const closed = others.filter(([, otherRank]) => otherRank >= rank).map(([other]) => other);
  const open = others.filter(([, otherRank]) => otherRank < rank).map(([other]) => other);
  return [
    {
      regex: '^(dermlab|(\\.\\./)+(index\\.js)?)$',
      message: 'Import from the room that has it: ../room/index.js.',
    },
    {
      regex: `^(\\.\\./)+(${closed.join('|')})(/|$)`,
      message: `${room} has rank ${rank} and imports only from rooms of a lower rank (eslint.rooms.js).`,
    },
    // The lowest room has no other to import from.
    ...(open.length === 0 ? [] : [openByIndex(open)]),
  ];
}

function openByIndex(rooms) {
  return {
    regex: `^(\\.\\./)+(${rooms.join('|')})(/(?!index\\.js$)|$)`,
    message: 'Import another room only by its index: ../room/index.js.',
  };
}
