#!/bin/sh
# Writes tests/goldens/exr: one small synthetic picture as OpenEXR's own library stores it, in every way the reader
# takes and some it refuses. Usage: sh tools/goldens/exr.sh tests/goldens/exr   (made with oiiotool 2.4.7, OpenEXR 3.1)
set -e
cd "$1"
corners=topleft=0.1,0.5,2,1:topright=4,0.25,0.5,0.75:bottomleft=0,0.2,9,0.5:bottomright=1,1,0,0.25
oiiotool --pattern fill:$corners 7x18 4 -d float -o premultiplied.tif
oiiotool --pattern checker:width=16:height=3:color1=0.5,0.25,2:color2=1,0,8 64x18 3 -d half \
  --compression rle -o checker-rle.exr
for packing in none zips zip piz; do
  oiiotool premultiplied.tif -d float --compression $packing -o $packing.exr
done
oiiotool --dumpdata none.exr | grep Pixel > premultiplied.txt
oiiotool premultiplied.tif -d half --compression zip -o half.exr
oiiotool premultiplied.tif --origin +7-5 --attrib openexr:lineOrder decreasingY --compression zips -o decreasing.exr
oiiotool premultiplied.tif --ch "R,G,B,A,depth.Z=R,diffuse.R=B" -d R=half -d G=float -d B=half -d A=half \
  --compression zip -o layers.exr
oiiotool premultiplied.tif --ch Y=G --compression zip -o y.exr
oiiotool premultiplied.tif --ch diffuse.R=R,diffuse.G=G --compression zip -o layer-only.exr
oiiotool premultiplied.tif --tile 16 16 --compression zip -o tiled.exr
oiiotool premultiplied.tif premultiplied.tif --siappend --compression zip -o multi-part.exr
rm premultiplied.tif
