// Operations on vectors of lanes.
