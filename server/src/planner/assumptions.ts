/** What the numbers rest on, in words, beside every number that leaves the planner. */

import { cellKm } from './grid.ts';
import type { Ground } from './ground.ts';
import { thinningKm } from './people.ts';
import { pieceKm } from './roads.ts';

export type Assumption = { id: string; zh: string; en: string };

export function assumptionsOf(ground: Ground): Assumption[] {
  const { settings, world, network, cells } = ground;
  const roads = world.roads.length;
  const [assumed, derived] = ['assumed', 'derived'].map(
    (word) => world.roads.filter(({ quality }) => quality === word).length,
  );
  const { dropped, loops, speeds } = network.mended;
  const homeless = world.places.filter(({ lon }) => lon === null).length;
  const area = world.counties.reduce((sum, { areaKm2 }) => sum + areaKm2, 0);
  const loading = new Set(
    world.depots.map(({ loadingMinutes }) => loadingMinutes ?? settings.loadingMinutes),
  );
  return [
    {
      id: 'rule',
      zh: `覆盖 = 自下令至到达 ≤ ${settings.maxMinutes} 分钟，且同一路径 ≤ ${settings.maxKm} 公里，由存有该品种可用库存的库点出发；按最短时间路径计`,
      en: `covered = order to arrival ≤ ${settings.maxMinutes} min and that same path ≤ ${settings.maxKm} km, from a depot that holds usable stock of the kind; paths are the fastest ones`,
    },
    {
      id: 'time',
      zh: `下令至开装 ${settings.dispatchMinutes} 分钟，装车 ${[...loading].sort((a, b) => a - b).join('、')} 分钟，行车取自由流速度 × ${settings.speedFactor}`,
      en: `${settings.dispatchMinutes} min from the order until loading, ${[...loading].sort((a, b) => a - b).join(', ')} min of loading, driving at free speed × ${settings.speedFactor}`,
    },
    {
      id: 'stock',
      zh: `库点有该品种可用库存不少于 ${settings.leastUsable['*'] ?? 1} 个基本单位即算存有；尚未按地方需求量核算`,
      en: `a depot holds a kind when at least ${settings.leastUsable['*'] ?? 1} base unit of it is usable there; the demand of a place is not weighed yet`,
    },
    {
      id: 'roads',
      zh: assumed
        ? `示意路网：${roads} 条路段中 ${assumed} 条为假定，${derived} 条为推算，只可验证方法，不能作为证明`
        : `路网 ${roads} 条路段无一为假定（${derived} 条为推算）`,
      en: assumed
        ? `schematic roads: of ${roads} road rows ${assumed} are assumed and ${derived} derived; good to try the method, no proof`
        : `none of ${roads} road rows is assumed (${derived} are derived)`,
    },
    {
      id: 'access',
      zh: `路外点按直线 × ${settings.accessDetour}、${settings.accessKmh} 公里/小时接入最近的路网节点（路段每 ${pieceKm} 公里一个，高速公路只在出入口）；超过 ${settings.maxAccessKm} 公里为“无路”，不算覆盖`,
      en: `points beside the roads join the nearest node (one each ${pieceKm} km of road, expressways at junctions only) by straight line × ${settings.accessDetour} at ${settings.accessKmh} km/h; beyond ${settings.maxAccessKm} km it is "no road", never covered`,
    },
    {
      id: 'people',
      zh: `县（区）常住人口：有单列人口的乡镇用其数，其余按街道 4、镇 2、乡及其他 1 的权重分摊；在乡镇周围每 ${thinningKm} 公里减为 1/e 摊入网格`,
      en: `a county's people: places with a published number have it, the rest is shared by weights (subdistrict 4, town 2, others 1), then spread over the place's cells, thinning to 1/e each ${thinningKm} km`,
    },
    {
      id: 'area',
      zh: `区域按 ${cellKm} 公里网格建模，共 ${cells.place.length} 格（各县面积合计 ${Math.round(area)} km²）：格归最近的乡镇，自近而远取足各县面积之和；不是法定界线`,
      en: `the area is modelled in ${cellKm} km cells, ${cells.place.length} of them (the counties together have ${Math.round(area)} km²): a cell belongs to its nearest place, nearest cells first until that area is full; no official boundary`,
    },
    ...(homeless
      ? [
          {
            id: 'unplaced',
            zh: `${homeless} 个乡镇街道位置未知，其人口一律不算覆盖`,
            en: `${homeless} places have no known position; their people count as not covered`,
          },
        ]
      : []),
    ...(dropped + loops + speeds
      ? [
          {
            id: 'mended',
            zh: `路网表：${dropped} 行缺节点或长度已舍去，${loops} 行自环已舍去，${speeds} 行速度不可信改用该等级常用速度`,
            en: `road table: ${dropped} rows without node or length and ${loops} loops left out, ${speeds} impossible speeds replaced by the usual one of the class`,
          },
        ]
      : []),
  ];
}
