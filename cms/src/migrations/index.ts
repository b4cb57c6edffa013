import * as migration_20261123_105549_initial from './20261123_105549_initial';

export const migrations = [
  {
    up: migration_20261123_105549_initial.up,
    down: migration_20261123_105549_initial.down,
    name: '20261123_105549_initial'
  },
];
