// Numbers of a table at the lanes' places.
static real gather(__global const float *restrict table, realu place)
{
#if WIDTH > 1
    uint places[WIDTH];
    float values[WIDTH];
    STORE(place, places);
    for (int l = 0; l < WIDTH; l++) values[l] = table[places[l]];
    return LOAD(values);
#else
    return table[place];
#endif
}

// The same from the tables of a grid.
static real gather_entry(__global const entry *restrict table, realu place)
{
#if WIDTH > 1
    uint places[WIDTH];
    float values[WIDTH];
    STORE(place, places);
    for (int l = 0; l < WIDTH; l++) values[l] = ENTRY(table + places[l]);
    return LOAD(values);
#else
    return ENTRY(table + place);
#endif
}

// Two neighbours at each place: half as many loads.
static void gather_pair(__global const entry *restrict table, realu place, real *first, real *second)
{
#if WIDTH == 16
    uint places[16];
    STORE(place, places);
#define PAIR(l) ENTRY_PAIR(table + places[l])
    const float16 low = (float16)(PAIR(0), PAIR(1), PAIR(2), PAIR(3), PAIR(4), PAIR(5), PAIR(6), PAIR(7));
    const float16 high = (float16)(PAIR(8), PAIR(9), PAIR(10), PAIR(11), PAIR(12), PAIR(13), PAIR(14), PAIR(15));
    *first = (float16)(low.even, high.even);
    *second = (float16)(low.odd, high.odd);
#elif WIDTH == 8
    uint places[8];
    STORE(place, places);
#define PAIR(l) ENTRY_PAIR(table + places[l])
    const float8 low = (float8)(PAIR(0), PAIR(1), PAIR(2), PAIR(3));
    const float8 high = (float8)(PAIR(4), PAIR(5), PAIR(6), PAIR(7));
    *first = (float8)(low.even, high.even);
    *second = (float8)(low.odd, high.odd);
#else
    const float2 pair = ENTRY_PAIR(table + place);
    *first = pair.x;
    *second = pair.y;
#endif
}
