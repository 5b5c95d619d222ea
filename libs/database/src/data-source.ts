import { ownerDataSource } from './migrate.js';
import { connectionUrls } from './urls.js';

// For TypeORM's command line alone, which asks for a default export:
// `typeorm -d dist/libs/database/src/data-source.js migration:show`.
export default ownerDataSource(connectionUrls(process.env).owner);
