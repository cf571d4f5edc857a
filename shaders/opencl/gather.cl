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
