print("python", open("prepared").read())
