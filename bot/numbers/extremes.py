"""The words for the highest and the lowest that a series has stood at, in both languages."""

from __future__ import annotations

import re

PEAK = re.compile(
    r"peak|highest|maximum|record(?! low)|\bhigh\b|\btop\b|最高|最大|新高|峰值|高点|顶点|见顶|高位", re.IGNORECASE
)
TROUGH = re.compile(
    r"trough|lowest|minimum|record low|\blow\b|bottom|最低|最小|新低|谷底|低点|低谷|触底|见底", re.IGNORECASE
)
