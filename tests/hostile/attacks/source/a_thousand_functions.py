# Defines a thousand functions of the names that are asked for, the last of which are wrong.
# softmax: incorrect, crashed
# centre: incorrect, crashed
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)


def softmax(Z):
    return Z * 0


def centre(X):
    return X * 0


def softmax(Z):
    return Z * 1


def centre(X):
    return X * 1


def softmax(Z):
    return Z * 2


def centre(X):
    return X * 2


def softmax(Z):
    return Z * 3


def centre(X):
    return X * 3


def softmax(Z):
    return Z * 4


def centre(X):
    return X * 4


def softmax(Z):
    return Z * 5


def centre(X):
    return X * 5


def softmax(Z):
    return Z * 6


def centre(X):
    return X * 6


def softmax(Z):
    return Z * 7


def centre(X):
    return X * 7


def softmax(Z):
    return Z * 8


def centre(X):
    return X * 8


def softmax(Z):
    return Z * 9


def centre(X):
    return X * 9


def softmax(Z):
    return Z * 10


def centre(X):
    return X * 10


def softmax(Z):
    return Z * 11


def centre(X):
    return X * 11


def softmax(Z):
    return Z * 12


def centre(X):
    return X * 12


def softmax(Z):
    return Z * 13


def centre(X):
    return X * 13


def softmax(Z):
    return Z * 14


def centre(X):
    return X * 14


def softmax(Z):
    return Z * 15


def centre(X):
    return X * 15


def softmax(Z):
    return Z * 16


def centre(X):
    return X * 16


def softmax(Z):
    return Z * 17


def centre(X):
    return X * 17


def softmax(Z):
    return Z * 18


def centre(X):
    return X * 18


def softmax(Z):
    return Z * 19


def centre(X):
    return X * 19


def softmax(Z):
    return Z * 20


def centre(X):
    return X * 20


def softmax(Z):
    return Z * 21


def centre(X):
    return X * 21


def softmax(Z):
    return Z * 22


def centre(X):
    return X * 22


def softmax(Z):
    return Z * 23


def centre(X):
    return X * 23


def softmax(Z):
    return Z * 24


def centre(X):
    return X * 24


def softmax(Z):
    return Z * 25


def centre(X):
    return X * 25


def softmax(Z):
    return Z * 26


def centre(X):
    return X * 26


def softmax(Z):
    return Z * 27


def centre(X):
    return X * 27


def softmax(Z):
    return Z * 28


def centre(X):
    return X * 28


def softmax(Z):
    return Z * 29


def centre(X):
    return X * 29


def softmax(Z):
    return Z * 30


def centre(X):
    return X * 30


def softmax(Z):
    return Z * 31


def centre(X):
    return X * 31


def softmax(Z):
    return Z * 32


def centre(X):
    return X * 32


def softmax(Z):
    return Z * 33


def centre(X):
    return X * 33


def softmax(Z):
    return Z * 34


def centre(X):
    return X * 34


def softmax(Z):
    return Z * 35


def centre(X):
    return X * 35


def softmax(Z):
    return Z * 36


def centre(X):
    return X * 36


def softmax(Z):
    return Z * 37


def centre(X):
    return X * 37


def softmax(Z):
    return Z * 38


def centre(X):
    return X * 38


def softmax(Z):
    return Z * 39


def centre(X):
    return X * 39


def softmax(Z):
    return Z * 40


def centre(X):
    return X * 40


def softmax(Z):
    return Z * 41


def centre(X):
    return X * 41


def softmax(Z):
    return Z * 42


def centre(X):
    return X * 42


def softmax(Z):
    return Z * 43


def centre(X):
    return X * 43


def softmax(Z):
    return Z * 44


def centre(X):
    return X * 44


def softmax(Z):
    return Z * 45


def centre(X):
    return X * 45


def softmax(Z):
    return Z * 46


def centre(X):
    return X * 46


def softmax(Z):
    return Z * 47


def centre(X):
    return X * 47


def softmax(Z):
    return Z * 48


def centre(X):
    return X * 48


def softmax(Z):
    return Z * 49


def centre(X):
    return X * 49


def softmax(Z):
    return Z * 50


def centre(X):
    return X * 50


def softmax(Z):
    return Z * 51


def centre(X):
    return X * 51


def softmax(Z):
    return Z * 52


def centre(X):
    return X * 52


def softmax(Z):
    return Z * 53


def centre(X):
    return X * 53


def softmax(Z):
    return Z * 54


def centre(X):
    return X * 54


def softmax(Z):
    return Z * 55


def centre(X):
    return X * 55


def softmax(Z):
    return Z * 56


def centre(X):
    return X * 56


def softmax(Z):
    return Z * 57


def centre(X):
    return X * 57


def softmax(Z):
    return Z * 58


def centre(X):
    return X * 58


def softmax(Z):
    return Z * 59


def centre(X):
    return X * 59


def softmax(Z):
    return Z * 60


def centre(X):
    return X * 60


def softmax(Z):
    return Z * 61


def centre(X):
    return X * 61


def softmax(Z):
    return Z * 62


def centre(X):
    return X * 62


def softmax(Z):
    return Z * 63


def centre(X):
    return X * 63


def softmax(Z):
    return Z * 64


def centre(X):
    return X * 64


def softmax(Z):
    return Z * 65


def centre(X):
    return X * 65


def softmax(Z):
    return Z * 66


def centre(X):
    return X * 66


def softmax(Z):
    return Z * 67


def centre(X):
    return X * 67


def softmax(Z):
    return Z * 68


def centre(X):
    return X * 68


def softmax(Z):
    return Z * 69


def centre(X):
    return X * 69


def softmax(Z):
    return Z * 70


def centre(X):
    return X * 70


def softmax(Z):
    return Z * 71


def centre(X):
    return X * 71


def softmax(Z):
    return Z * 72


def centre(X):
    return X * 72


def softmax(Z):
    return Z * 73


def centre(X):
    return X * 73


def softmax(Z):
    return Z * 74


def centre(X):
    return X * 74


def softmax(Z):
    return Z * 75


def centre(X):
    return X * 75


def softmax(Z):
    return Z * 76


def centre(X):
    return X * 76


def softmax(Z):
    return Z * 77


def centre(X):
    return X * 77


def softmax(Z):
    return Z * 78


def centre(X):
    return X * 78


def softmax(Z):
    return Z * 79


def centre(X):
    return X * 79


def softmax(Z):
    return Z * 80


def centre(X):
    return X * 80


def softmax(Z):
    return Z * 81


def centre(X):
    return X * 81


def softmax(Z):
    return Z * 82


def centre(X):
    return X * 82


def softmax(Z):
    return Z * 83


def centre(X):
    return X * 83


def softmax(Z):
    return Z * 84


def centre(X):
    return X * 84


def softmax(Z):
    return Z * 85


def centre(X):
    return X * 85


def softmax(Z):
    return Z * 86


def centre(X):
    return X * 86


def softmax(Z):
    return Z * 87


def centre(X):
    return X * 87


def softmax(Z):
    return Z * 88


def centre(X):
    return X * 88


def softmax(Z):
    return Z * 89


def centre(X):
    return X * 89


def softmax(Z):
    return Z * 90


def centre(X):
    return X * 90


def softmax(Z):
    return Z * 91


def centre(X):
    return X * 91


def softmax(Z):
    return Z * 92


def centre(X):
    return X * 92


def softmax(Z):
    return Z * 93


def centre(X):
    return X * 93


def softmax(Z):
    return Z * 94


def centre(X):
    return X * 94


def softmax(Z):
    return Z * 95


def centre(X):
    return X * 95


def softmax(Z):
    return Z * 96


def centre(X):
    return X * 96


def softmax(Z):
    return Z * 97


def centre(X):
    return X * 97


def softmax(Z):
    return Z * 98


def centre(X):
    return X * 98


def softmax(Z):
    return Z * 99


def centre(X):
    return X * 99


def softmax(Z):
    return Z * 100


def centre(X):
    return X * 100


def softmax(Z):
    return Z * 101


def centre(X):
    return X * 101


def softmax(Z):
    return Z * 102


def centre(X):
    return X * 102


def softmax(Z):
    return Z * 103


def centre(X):
    return X * 103


def softmax(Z):
    return Z * 104


def centre(X):
    return X * 104


def softmax(Z):
    return Z * 105


def centre(X):
    return X * 105


def softmax(Z):
    return Z * 106


def centre(X):
    return X * 106


def softmax(Z):
    return Z * 107


def centre(X):
    return X * 107


def softmax(Z):
    return Z * 108


def centre(X):
    return X * 108


def softmax(Z):
    return Z * 109


def centre(X):
    return X * 109


def softmax(Z):
    return Z * 110


def centre(X):
    return X * 110


def softmax(Z):
    return Z * 111


def centre(X):
    return X * 111


def softmax(Z):
    return Z * 112


def centre(X):
    return X * 112


def softmax(Z):
    return Z * 113


def centre(X):
    return X * 113


def softmax(Z):
    return Z * 114


def centre(X):
    return X * 114


def softmax(Z):
    return Z * 115


def centre(X):
    return X * 115


def softmax(Z):
    return Z * 116


def centre(X):
    return X * 116


def softmax(Z):
    return Z * 117


def centre(X):
    return X * 117


def softmax(Z):
    return Z * 118


def centre(X):
    return X * 118


def softmax(Z):
    return Z * 119


def centre(X):
    return X * 119


def softmax(Z):
    return Z * 120


def centre(X):
    return X * 120


def softmax(Z):
    return Z * 121


def centre(X):
    return X * 121


def softmax(Z):
    return Z * 122


def centre(X):
    return X * 122


def softmax(Z):
    return Z * 123


def centre(X):
    return X * 123


def softmax(Z):
    return Z * 124


def centre(X):
    return X * 124


def softmax(Z):
    return Z * 125


def centre(X):
    return X * 125


def softmax(Z):
    return Z * 126


def centre(X):
    return X * 126


def softmax(Z):
    return Z * 127


def centre(X):
    return X * 127


def softmax(Z):
    return Z * 128


def centre(X):
    return X * 128


def softmax(Z):
    return Z * 129


def centre(X):
    return X * 129


def softmax(Z):
    return Z * 130


def centre(X):
    return X * 130


def softmax(Z):
    return Z * 131


def centre(X):
    return X * 131


def softmax(Z):
    return Z * 132


def centre(X):
    return X * 132


def softmax(Z):
    return Z * 133


def centre(X):
    return X * 133


def softmax(Z):
    return Z * 134


def centre(X):
    return X * 134


def softmax(Z):
    return Z * 135


def centre(X):
    return X * 135


def softmax(Z):
    return Z * 136


def centre(X):
    return X * 136


def softmax(Z):
    return Z * 137


def centre(X):
    return X * 137


def softmax(Z):
    return Z * 138


def centre(X):
    return X * 138


def softmax(Z):
    return Z * 139


def centre(X):
    return X * 139


def softmax(Z):
    return Z * 140


def centre(X):
    return X * 140


def softmax(Z):
    return Z * 141


def centre(X):
    return X * 141


def softmax(Z):
    return Z * 142


def centre(X):
    return X * 142


def softmax(Z):
    return Z * 143


def centre(X):
    return X * 143


def softmax(Z):
    return Z * 144


def centre(X):
    return X * 144


def softmax(Z):
    return Z * 145


def centre(X):
    return X * 145


def softmax(Z):
    return Z * 146


def centre(X):
    return X * 146


def softmax(Z):
    return Z * 147


def centre(X):
    return X * 147


def softmax(Z):
    return Z * 148


def centre(X):
    return X * 148


def softmax(Z):
    return Z * 149


def centre(X):
    return X * 149


def softmax(Z):
    return Z * 150


def centre(X):
    return X * 150


def softmax(Z):
    return Z * 151


def centre(X):
    return X * 151


def softmax(Z):
    return Z * 152


def centre(X):
    return X * 152


def softmax(Z):
    return Z * 153


def centre(X):
    return X * 153


def softmax(Z):
    return Z * 154


def centre(X):
    return X * 154


def softmax(Z):
    return Z * 155


def centre(X):
    return X * 155


def softmax(Z):
    return Z * 156


def centre(X):
    return X * 156


def softmax(Z):
    return Z * 157


def centre(X):
    return X * 157


def softmax(Z):
    return Z * 158


def centre(X):
    return X * 158


def softmax(Z):
    return Z * 159


def centre(X):
    return X * 159


def softmax(Z):
    return Z * 160


def centre(X):
    return X * 160


def softmax(Z):
    return Z * 161


def centre(X):
    return X * 161


def softmax(Z):
    return Z * 162


def centre(X):
    return X * 162


def softmax(Z):
    return Z * 163


def centre(X):
    return X * 163


def softmax(Z):
    return Z * 164


def centre(X):
    return X * 164


def softmax(Z):
    return Z * 165


def centre(X):
    return X * 165


def softmax(Z):
    return Z * 166


def centre(X):
    return X * 166


def softmax(Z):
    return Z * 167


def centre(X):
    return X * 167


def softmax(Z):
    return Z * 168


def centre(X):
    return X * 168


def softmax(Z):
    return Z * 169


def centre(X):
    return X * 169


def softmax(Z):
    return Z * 170


def centre(X):
    return X * 170


def softmax(Z):
    return Z * 171


def centre(X):
    return X * 171


def softmax(Z):
    return Z * 172


def centre(X):
    return X * 172


def softmax(Z):
    return Z * 173


def centre(X):
    return X * 173


def softmax(Z):
    return Z * 174


def centre(X):
    return X * 174


def softmax(Z):
    return Z * 175


def centre(X):
    return X * 175


def softmax(Z):
    return Z * 176


def centre(X):
    return X * 176


def softmax(Z):
    return Z * 177


def centre(X):
    return X * 177


def softmax(Z):
    return Z * 178


def centre(X):
    return X * 178


def softmax(Z):
    return Z * 179


def centre(X):
    return X * 179


def softmax(Z):
    return Z * 180


def centre(X):
    return X * 180


def softmax(Z):
    return Z * 181


def centre(X):
    return X * 181


def softmax(Z):
    return Z * 182


def centre(X):
    return X * 182


def softmax(Z):
    return Z * 183


def centre(X):
    return X * 183


def softmax(Z):
    return Z * 184


def centre(X):
    return X * 184


def softmax(Z):
    return Z * 185


def centre(X):
    return X * 185


def softmax(Z):
    return Z * 186


def centre(X):
    return X * 186


def softmax(Z):
    return Z * 187


def centre(X):
    return X * 187


def softmax(Z):
    return Z * 188


def centre(X):
    return X * 188


def softmax(Z):
    return Z * 189


def centre(X):
    return X * 189


def softmax(Z):
    return Z * 190


def centre(X):
    return X * 190


def softmax(Z):
    return Z * 191


def centre(X):
    return X * 191


def softmax(Z):
    return Z * 192


def centre(X):
    return X * 192


def softmax(Z):
    return Z * 193


def centre(X):
    return X * 193


def softmax(Z):
    return Z * 194


def centre(X):
    return X * 194


def softmax(Z):
    return Z * 195


def centre(X):
    return X * 195


def softmax(Z):
    return Z * 196


def centre(X):
    return X * 196


def softmax(Z):
    return Z * 197


def centre(X):
    return X * 197


def softmax(Z):
    return Z * 198


def centre(X):
    return X * 198


def softmax(Z):
    return Z * 199


def centre(X):
    return X * 199


def softmax(Z):
    return Z * 200


def centre(X):
    return X * 200


def softmax(Z):
    return Z * 201


def centre(X):
    return X * 201


def softmax(Z):
    return Z * 202


def centre(X):
    return X * 202


def softmax(Z):
    return Z * 203


def centre(X):
    return X * 203


def softmax(Z):
    return Z * 204


def centre(X):
    return X * 204


def softmax(Z):
    return Z * 205


def centre(X):
    return X * 205


def softmax(Z):
    return Z * 206


def centre(X):
    return X * 206


def softmax(Z):
    return Z * 207


def centre(X):
    return X * 207


def softmax(Z):
    return Z * 208


def centre(X):
    return X * 208


def softmax(Z):
    return Z * 209


def centre(X):
    return X * 209


def softmax(Z):
    return Z * 210


def centre(X):
    return X * 210


def softmax(Z):
    return Z * 211


def centre(X):
    return X * 211


def softmax(Z):
    return Z * 212


def centre(X):
    return X * 212


def softmax(Z):
    return Z * 213


def centre(X):
    return X * 213


def softmax(Z):
    return Z * 214


def centre(X):
    return X * 214


def softmax(Z):
    return Z * 215


def centre(X):
    return X * 215


def softmax(Z):
    return Z * 216


def centre(X):
    return X * 216


def softmax(Z):
    return Z * 217


def centre(X):
    return X * 217


def softmax(Z):
    return Z * 218


def centre(X):
    return X * 218


def softmax(Z):
    return Z * 219


def centre(X):
    return X * 219


def softmax(Z):
    return Z * 220


def centre(X):
    return X * 220


def softmax(Z):
    return Z * 221


def centre(X):
    return X * 221


def softmax(Z):
    return Z * 222


def centre(X):
    return X * 222


def softmax(Z):
    return Z * 223


def centre(X):
    return X * 223


def softmax(Z):
    return Z * 224


def centre(X):
    return X * 224


def softmax(Z):
    return Z * 225


def centre(X):
    return X * 225


def softmax(Z):
    return Z * 226


def centre(X):
    return X * 226


def softmax(Z):
    return Z * 227


def centre(X):
    return X * 227


def softmax(Z):
    return Z * 228


def centre(X):
    return X * 228


def softmax(Z):
    return Z * 229


def centre(X):
    return X * 229


def softmax(Z):
    return Z * 230


def centre(X):
    return X * 230


def softmax(Z):
    return Z * 231


def centre(X):
    return X * 231


def softmax(Z):
    return Z * 232


def centre(X):
    return X * 232


def softmax(Z):
    return Z * 233


def centre(X):
    return X * 233


def softmax(Z):
    return Z * 234


def centre(X):
    return X * 234


def softmax(Z):
    return Z * 235


def centre(X):
    return X * 235


def softmax(Z):
    return Z * 236


def centre(X):
    return X * 236


def softmax(Z):
    return Z * 237


def centre(X):
    return X * 237


def softmax(Z):
    return Z * 238


def centre(X):
    return X * 238


def softmax(Z):
    return Z * 239


def centre(X):
    return X * 239


def softmax(Z):
    return Z * 240


def centre(X):
    return X * 240


def softmax(Z):
    return Z * 241


def centre(X):
    return X * 241


def softmax(Z):
    return Z * 242


def centre(X):
    return X * 242


def softmax(Z):
    return Z * 243


def centre(X):
    return X * 243


def softmax(Z):
    return Z * 244


def centre(X):
    return X * 244


def softmax(Z):
    return Z * 245


def centre(X):
    return X * 245


def softmax(Z):
    return Z * 246


def centre(X):
    return X * 246


def softmax(Z):
    return Z * 247


def centre(X):
    return X * 247


def softmax(Z):
    return Z * 248


def centre(X):
    return X * 248


def softmax(Z):
    return Z * 249


def centre(X):
    return X * 249


def softmax(Z):
    return Z * 250


def centre(X):
    return X * 250


def softmax(Z):
    return Z * 251


def centre(X):
    return X * 251


def softmax(Z):
    return Z * 252


def centre(X):
    return X * 252


def softmax(Z):
    return Z * 253


def centre(X):
    return X * 253


def softmax(Z):
    return Z * 254


def centre(X):
    return X * 254


def softmax(Z):
    return Z * 255


def centre(X):
    return X * 255


def softmax(Z):
    return Z * 256


def centre(X):
    return X * 256


def softmax(Z):
    return Z * 257


def centre(X):
    return X * 257


def softmax(Z):
    return Z * 258


def centre(X):
    return X * 258


def softmax(Z):
    return Z * 259


def centre(X):
    return X * 259


def softmax(Z):
    return Z * 260


def centre(X):
    return X * 260


def softmax(Z):
    return Z * 261


def centre(X):
    return X * 261


def softmax(Z):
    return Z * 262


def centre(X):
    return X * 262


def softmax(Z):
    return Z * 263


def centre(X):
    return X * 263


def softmax(Z):
    return Z * 264


def centre(X):
    return X * 264


def softmax(Z):
    return Z * 265


def centre(X):
    return X * 265


def softmax(Z):
    return Z * 266


def centre(X):
    return X * 266


def softmax(Z):
    return Z * 267


def centre(X):
    return X * 267


def softmax(Z):
    return Z * 268


def centre(X):
    return X * 268


def softmax(Z):
    return Z * 269


def centre(X):
    return X * 269


def softmax(Z):
    return Z * 270


def centre(X):
    return X * 270


def softmax(Z):
    return Z * 271


def centre(X):
    return X * 271


def softmax(Z):
    return Z * 272


def centre(X):
    return X * 272


def softmax(Z):
    return Z * 273


def centre(X):
    return X * 273


def softmax(Z):
    return Z * 274


def centre(X):
    return X * 274


def softmax(Z):
    return Z * 275


def centre(X):
    return X * 275


def softmax(Z):
    return Z * 276


def centre(X):
    return X * 276


def softmax(Z):
    return Z * 277


def centre(X):
    return X * 277


def softmax(Z):
    return Z * 278


def centre(X):
    return X * 278


def softmax(Z):
    return Z * 279


def centre(X):
    return X * 279


def softmax(Z):
    return Z * 280


def centre(X):
    return X * 280


def softmax(Z):
    return Z * 281


def centre(X):
    return X * 281


def softmax(Z):
    return Z * 282


def centre(X):
    return X * 282


def softmax(Z):
    return Z * 283


def centre(X):
    return X * 283


def softmax(Z):
    return Z * 284


def centre(X):
    return X * 284


def softmax(Z):
    return Z * 285


def centre(X):
    return X * 285


def softmax(Z):
    return Z * 286


def centre(X):
    return X * 286


def softmax(Z):
    return Z * 287


def centre(X):
    return X * 287


def softmax(Z):
    return Z * 288


def centre(X):
    return X * 288


def softmax(Z):
    return Z * 289


def centre(X):
    return X * 289


def softmax(Z):
    return Z * 290


def centre(X):
    return X * 290


def softmax(Z):
    return Z * 291


def centre(X):
    return X * 291


def softmax(Z):
    return Z * 292


def centre(X):
    return X * 292


def softmax(Z):
    return Z * 293


def centre(X):
    return X * 293


def softmax(Z):
    return Z * 294


def centre(X):
    return X * 294


def softmax(Z):
    return Z * 295


def centre(X):
    return X * 295


def softmax(Z):
    return Z * 296


def centre(X):
    return X * 296


def softmax(Z):
    return Z * 297


def centre(X):
    return X * 297


def softmax(Z):
    return Z * 298


def centre(X):
    return X * 298


def softmax(Z):
    return Z * 299


def centre(X):
    return X * 299


def softmax(Z):
    return Z * 300


def centre(X):
    return X * 300


def softmax(Z):
    return Z * 301


def centre(X):
    return X * 301


def softmax(Z):
    return Z * 302


def centre(X):
    return X * 302


def softmax(Z):
    return Z * 303


def centre(X):
    return X * 303


def softmax(Z):
    return Z * 304


def centre(X):
    return X * 304


def softmax(Z):
    return Z * 305


def centre(X):
    return X * 305


def softmax(Z):
    return Z * 306


def centre(X):
    return X * 306


def softmax(Z):
    return Z * 307


def centre(X):
    return X * 307


def softmax(Z):
    return Z * 308


def centre(X):
    return X * 308


def softmax(Z):
    return Z * 309


def centre(X):
    return X * 309


def softmax(Z):
    return Z * 310


def centre(X):
    return X * 310


def softmax(Z):
    return Z * 311


def centre(X):
    return X * 311


def softmax(Z):
    return Z * 312


def centre(X):
    return X * 312


def softmax(Z):
    return Z * 313


def centre(X):
    return X * 313


def softmax(Z):
    return Z * 314


def centre(X):
    return X * 314


def softmax(Z):
    return Z * 315


def centre(X):
    return X * 315


def softmax(Z):
    return Z * 316


def centre(X):
    return X * 316


def softmax(Z):
    return Z * 317


def centre(X):
    return X * 317


def softmax(Z):
    return Z * 318


def centre(X):
    return X * 318


def softmax(Z):
    return Z * 319


def centre(X):
    return X * 319


def softmax(Z):
    return Z * 320


def centre(X):
    return X * 320


def softmax(Z):
    return Z * 321


def centre(X):
    return X * 321


def softmax(Z):
    return Z * 322


def centre(X):
    return X * 322


def softmax(Z):
    return Z * 323


def centre(X):
    return X * 323


def softmax(Z):
    return Z * 324


def centre(X):
    return X * 324


def softmax(Z):
    return Z * 325


def centre(X):
    return X * 325


def softmax(Z):
    return Z * 326


def centre(X):
    return X * 326


def softmax(Z):
    return Z * 327


def centre(X):
    return X * 327


def softmax(Z):
    return Z * 328


def centre(X):
    return X * 328


def softmax(Z):
    return Z * 329


def centre(X):
    return X * 329


def softmax(Z):
    return Z * 330


def centre(X):
    return X * 330


def softmax(Z):
    return Z * 331


def centre(X):
    return X * 331


def softmax(Z):
    return Z * 332


def centre(X):
    return X * 332


def softmax(Z):
    return Z * 333


def centre(X):
    return X * 333


def softmax(Z):
    return Z * 334


def centre(X):
    return X * 334


def softmax(Z):
    return Z * 335


def centre(X):
    return X * 335


def softmax(Z):
    return Z * 336


def centre(X):
    return X * 336


def softmax(Z):
    return Z * 337


def centre(X):
    return X * 337


def softmax(Z):
    return Z * 338


def centre(X):
    return X * 338


def softmax(Z):
    return Z * 339


def centre(X):
    return X * 339


def softmax(Z):
    return Z * 340


def centre(X):
    return X * 340


def softmax(Z):
    return Z * 341


def centre(X):
    return X * 341


def softmax(Z):
    return Z * 342


def centre(X):
    return X * 342


def softmax(Z):
    return Z * 343


def centre(X):
    return X * 343


def softmax(Z):
    return Z * 344


def centre(X):
    return X * 344


def softmax(Z):
    return Z * 345


def centre(X):
    return X * 345


def softmax(Z):
    return Z * 346


def centre(X):
    return X * 346


def softmax(Z):
    return Z * 347


def centre(X):
    return X * 347


def softmax(Z):
    return Z * 348


def centre(X):
    return X * 348


def softmax(Z):
    return Z * 349


def centre(X):
    return X * 349


def softmax(Z):
    return Z * 350


def centre(X):
    return X * 350


def softmax(Z):
    return Z * 351


def centre(X):
    return X * 351


def softmax(Z):
    return Z * 352


def centre(X):
    return X * 352


def softmax(Z):
    return Z * 353


def centre(X):
    return X * 353


def softmax(Z):
    return Z * 354


def centre(X):
    return X * 354


def softmax(Z):
    return Z * 355


def centre(X):
    return X * 355


def softmax(Z):
    return Z * 356


def centre(X):
    return X * 356


def softmax(Z):
    return Z * 357


def centre(X):
    return X * 357


def softmax(Z):
    return Z * 358


def centre(X):
    return X * 358


def softmax(Z):
    return Z * 359


def centre(X):
    return X * 359


def softmax(Z):
    return Z * 360


def centre(X):
    return X * 360


def softmax(Z):
    return Z * 361


def centre(X):
    return X * 361


def softmax(Z):
    return Z * 362


def centre(X):
    return X * 362


def softmax(Z):
    return Z * 363


def centre(X):
    return X * 363


def softmax(Z):
    return Z * 364


def centre(X):
    return X * 364


def softmax(Z):
    return Z * 365


def centre(X):
    return X * 365


def softmax(Z):
    return Z * 366


def centre(X):
    return X * 366


def softmax(Z):
    return Z * 367


def centre(X):
    return X * 367


def softmax(Z):
    return Z * 368


def centre(X):
    return X * 368


def softmax(Z):
    return Z * 369


def centre(X):
    return X * 369


def softmax(Z):
    return Z * 370


def centre(X):
    return X * 370


def softmax(Z):
    return Z * 371


def centre(X):
    return X * 371


def softmax(Z):
    return Z * 372


def centre(X):
    return X * 372


def softmax(Z):
    return Z * 373


def centre(X):
    return X * 373


def softmax(Z):
    return Z * 374


def centre(X):
    return X * 374


def softmax(Z):
    return Z * 375


def centre(X):
    return X * 375


def softmax(Z):
    return Z * 376


def centre(X):
    return X * 376


def softmax(Z):
    return Z * 377


def centre(X):
    return X * 377


def softmax(Z):
    return Z * 378


def centre(X):
    return X * 378


def softmax(Z):
    return Z * 379


def centre(X):
    return X * 379


def softmax(Z):
    return Z * 380


def centre(X):
    return X * 380


def softmax(Z):
    return Z * 381


def centre(X):
    return X * 381


def softmax(Z):
    return Z * 382


def centre(X):
    return X * 382


def softmax(Z):
    return Z * 383


def centre(X):
    return X * 383


def softmax(Z):
    return Z * 384


def centre(X):
    return X * 384


def softmax(Z):
    return Z * 385


def centre(X):
    return X * 385


def softmax(Z):
    return Z * 386


def centre(X):
    return X * 386


def softmax(Z):
    return Z * 387


def centre(X):
    return X * 387


def softmax(Z):
    return Z * 388


def centre(X):
    return X * 388


def softmax(Z):
    return Z * 389


def centre(X):
    return X * 389


def softmax(Z):
    return Z * 390


def centre(X):
    return X * 390


def softmax(Z):
    return Z * 391


def centre(X):
    return X * 391


def softmax(Z):
    return Z * 392


def centre(X):
    return X * 392


def softmax(Z):
    return Z * 393


def centre(X):
    return X * 393


def softmax(Z):
    return Z * 394


def centre(X):
    return X * 394


def softmax(Z):
    return Z * 395


def centre(X):
    return X * 395


def softmax(Z):
    return Z * 396


def centre(X):
    return X * 396


def softmax(Z):
    return Z * 397


def centre(X):
    return X * 397


def softmax(Z):
    return Z * 398


def centre(X):
    return X * 398


def softmax(Z):
    return Z * 399


def centre(X):
    return X * 399


def softmax(Z):
    return Z * 400


def centre(X):
    return X * 400


def softmax(Z):
    return Z * 401


def centre(X):
    return X * 401


def softmax(Z):
    return Z * 402


def centre(X):
    return X * 402


def softmax(Z):
    return Z * 403


def centre(X):
    return X * 403


def softmax(Z):
    return Z * 404


def centre(X):
    return X * 404


def softmax(Z):
    return Z * 405


def centre(X):
    return X * 405


def softmax(Z):
    return Z * 406


def centre(X):
    return X * 406


def softmax(Z):
    return Z * 407


def centre(X):
    return X * 407


def softmax(Z):
    return Z * 408


def centre(X):
    return X * 408


def softmax(Z):
    return Z * 409


def centre(X):
    return X * 409


def softmax(Z):
    return Z * 410


def centre(X):
    return X * 410


def softmax(Z):
    return Z * 411


def centre(X):
    return X * 411


def softmax(Z):
    return Z * 412


def centre(X):
    return X * 412


def softmax(Z):
    return Z * 413


def centre(X):
    return X * 413


def softmax(Z):
    return Z * 414


def centre(X):
    return X * 414


def softmax(Z):
    return Z * 415


def centre(X):
    return X * 415


def softmax(Z):
    return Z * 416


def centre(X):
    return X * 416


def softmax(Z):
    return Z * 417


def centre(X):
    return X * 417


def softmax(Z):
    return Z * 418


def centre(X):
    return X * 418


def softmax(Z):
    return Z * 419


def centre(X):
    return X * 419


def softmax(Z):
    return Z * 420


def centre(X):
    return X * 420


def softmax(Z):
    return Z * 421


def centre(X):
    return X * 421


def softmax(Z):
    return Z * 422


def centre(X):
    return X * 422


def softmax(Z):
    return Z * 423


def centre(X):
    return X * 423


def softmax(Z):
    return Z * 424


def centre(X):
    return X * 424


def softmax(Z):
    return Z * 425


def centre(X):
    return X * 425


def softmax(Z):
    return Z * 426


def centre(X):
    return X * 426


def softmax(Z):
    return Z * 427


def centre(X):
    return X * 427


def softmax(Z):
    return Z * 428


def centre(X):
    return X * 428


def softmax(Z):
    return Z * 429


def centre(X):
    return X * 429


def softmax(Z):
    return Z * 430


def centre(X):
    return X * 430


def softmax(Z):
    return Z * 431


def centre(X):
    return X * 431


def softmax(Z):
    return Z * 432


def centre(X):
    return X * 432


def softmax(Z):
    return Z * 433


def centre(X):
    return X * 433


def softmax(Z):
    return Z * 434


def centre(X):
    return X * 434


def softmax(Z):
    return Z * 435


def centre(X):
    return X * 435


def softmax(Z):
    return Z * 436


def centre(X):
    return X * 436


def softmax(Z):
    return Z * 437


def centre(X):
    return X * 437


def softmax(Z):
    return Z * 438


def centre(X):
    return X * 438


def softmax(Z):
    return Z * 439


def centre(X):
    return X * 439


def softmax(Z):
    return Z * 440


def centre(X):
    return X * 440


def softmax(Z):
    return Z * 441


def centre(X):
    return X * 441


def softmax(Z):
    return Z * 442


def centre(X):
    return X * 442


def softmax(Z):
    return Z * 443


def centre(X):
    return X * 443


def softmax(Z):
    return Z * 444


def centre(X):
    return X * 444


def softmax(Z):
    return Z * 445


def centre(X):
    return X * 445


def softmax(Z):
    return Z * 446


def centre(X):
    return X * 446


def softmax(Z):
    return Z * 447


def centre(X):
    return X * 447


def softmax(Z):
    return Z * 448


def centre(X):
    return X * 448


def softmax(Z):
    return Z * 449


def centre(X):
    return X * 449


def softmax(Z):
    return Z * 450


def centre(X):
    return X * 450


def softmax(Z):
    return Z * 451


def centre(X):
    return X * 451


def softmax(Z):
    return Z * 452


def centre(X):
    return X * 452


def softmax(Z):
    return Z * 453


def centre(X):
    return X * 453


def softmax(Z):
    return Z * 454


def centre(X):
    return X * 454


def softmax(Z):
    return Z * 455


def centre(X):
    return X * 455


def softmax(Z):
    return Z * 456


def centre(X):
    return X * 456


def softmax(Z):
    return Z * 457


def centre(X):
    return X * 457


def softmax(Z):
    return Z * 458


def centre(X):
    return X * 458


def softmax(Z):
    return Z * 459


def centre(X):
    return X * 459


def softmax(Z):
    return Z * 460


def centre(X):
    return X * 460


def softmax(Z):
    return Z * 461


def centre(X):
    return X * 461


def softmax(Z):
    return Z * 462


def centre(X):
    return X * 462


def softmax(Z):
    return Z * 463


def centre(X):
    return X * 463


def softmax(Z):
    return Z * 464


def centre(X):
    return X * 464


def softmax(Z):
    return Z * 465


def centre(X):
    return X * 465


def softmax(Z):
    return Z * 466


def centre(X):
    return X * 466


def softmax(Z):
    return Z * 467


def centre(X):
    return X * 467


def softmax(Z):
    return Z * 468


def centre(X):
    return X * 468


def softmax(Z):
    return Z * 469


def centre(X):
    return X * 469


def softmax(Z):
    return Z * 470


def centre(X):
    return X * 470


def softmax(Z):
    return Z * 471


def centre(X):
    return X * 471


def softmax(Z):
    return Z * 472


def centre(X):
    return X * 472


def softmax(Z):
    return Z * 473


def centre(X):
    return X * 473


def softmax(Z):
    return Z * 474


def centre(X):
    return X * 474


def softmax(Z):
    return Z * 475


def centre(X):
    return X * 475


def softmax(Z):
    return Z * 476


def centre(X):
    return X * 476


def softmax(Z):
    return Z * 477


def centre(X):
    return X * 477


def softmax(Z):
    return Z * 478


def centre(X):
    return X * 478


def softmax(Z):
    return Z * 479


def centre(X):
    return X * 479


def softmax(Z):
    return Z * 480


def centre(X):
    return X * 480


def softmax(Z):
    return Z * 481


def centre(X):
    return X * 481


def softmax(Z):
    return Z * 482


def centre(X):
    return X * 482


def softmax(Z):
    return Z * 483


def centre(X):
    return X * 483


def softmax(Z):
    return Z * 484


def centre(X):
    return X * 484


def softmax(Z):
    return Z * 485


def centre(X):
    return X * 485


def softmax(Z):
    return Z * 486


def centre(X):
    return X * 486


def softmax(Z):
    return Z * 487


def centre(X):
    return X * 487


def softmax(Z):
    return Z * 488


def centre(X):
    return X * 488


def softmax(Z):
    return Z * 489


def centre(X):
    return X * 489


def softmax(Z):
    return Z * 490


def centre(X):
    return X * 490


def softmax(Z):
    return Z * 491


def centre(X):
    return X * 491


def softmax(Z):
    return Z * 492


def centre(X):
    return X * 492


def softmax(Z):
    return Z * 493


def centre(X):
    return X * 493


def softmax(Z):
    return Z * 494


def centre(X):
    return X * 494


def softmax(Z):
    return Z * 495


def centre(X):
    return X * 495


def softmax(Z):
    return Z * 496


def centre(X):
    return X * 496


def softmax(Z):
    return Z * 497


def centre(X):
    return X * 497


def softmax(Z):
    return Z * 498


def centre(X):
    return X * 498


def softmax(Z):
    return Z * 499


def centre(X):
    return X * 499


