import * as migration_20261123_105549_initial from './20261123_105549_initial';
import * as migration_20261124_121151_publishing from './20261124_121151_publishing';

export const migrations = [
  {
    up: migration_20261123_105549_initial.up,
    down: migration_20261123_105549_initial.down,
    name: '20261123_105549_initial',
  },
  {
    up: migration_20261124_121151_publishing.up,
    down: migration_20261124_121151_publishing.down,
    name: '20261124_121151_publishing'
  },
];
