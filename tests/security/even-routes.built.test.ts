import { heldOfRoutes, serveForTheMatrix } from '#tests/security/route-matrix.ts';
import { ROUTE_TABLE } from '#tests/security/route-table.ts';

serveForTheMatrix();
// The other half stands in odd-routes.built.test.ts.
heldOfRoutes(ROUTE_TABLE.filter((_, index) => index % 2 === 0));
